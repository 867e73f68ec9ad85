/**
 * The command line: one class for each command, and what they share. Exit codes are 0 for good, 1 for failed, 2 for wrong usage or a
 * wrong configuration.
 *
 * <p>Protocols are spoken elsewhere: {@code drive} and {@code receive} hold the peers that the commands of those names, the demo and the
 * tests start. RFC 5707 and RFC 4975 as far as an operator meets them.
 */
@NullMarked
package org.voxpost.app.command;

import org.jspecify.annotations.NullMarked;

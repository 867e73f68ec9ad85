/**
 * The public face of the MSRP stack: endpoints, sessions, messages out and messages in (RFC 4975 §5, §7, §8; RFC 6135;
 * RFC 5547 §6). Nothing here names a socket or a frame; {@code wire}, {@code session} and {@code netty} below are private to
 * the module.
 */
@NullMarked
package org.voxpost.msrp;

import org.jspecify.annotations.NullMarked;

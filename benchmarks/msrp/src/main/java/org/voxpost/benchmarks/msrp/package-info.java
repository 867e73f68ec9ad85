/**
 * What the MSRP stack (RFC 4975) costs, beside raw Netty in the same run: two processes on one machine, and the codec under JMH. ADR
 * 0020 says what each figure means.
 */
@NullMarked
package org.voxpost.benchmarks.msrp;

import org.jspecify.annotations.NullMarked;

/**
 * The load harness for whole jobs: bare JAIN-SIP calls (RFC 3261 §13, §15) first, then voicemails that application servers
 * order by MSML (RFC 5707 §5) and a delivery server takes by MSRP (RFC 4975), each party in a process of its own.
 *
 * <p>ADR 0012 says what is measured and what the ratio means.
 */
@NullMarked
package org.voxpost.benchmarks;

import org.jspecify.annotations.NullMarked;

/**
 * The endpoint on JAIN-SIP: the only package that knows {@code javax.sip} and {@code gov.nist}.
 *
 * <p>The stack parses, keeps transactions (RFC 3261 §17) and sockets (§18); dialogs (§12), 2xx repetition (§13.3.1.4) and
 * session timers (RFC 4028) are ours.
 */
@NullMarked
package org.voxpost.sip.jain;

import org.jspecify.annotations.NullMarked;

/**
 * Calls in our own words: what the rest of the server sees of SIP. No type of the stack below appears here.
 *
 * <p>{@link org.voxpost.sip.SipEndpoint} takes and makes calls (RFC 3261 §8, §12-14). A call carries offers and answers
 * (RFC 3264, RFC 3311), INFO requests (RFC 6086, RFC 2976), and a session timer (RFC 4028). Everything about one call
 * happens on its lane, a serial executor that the owner of the endpoint supplies.
 */
@NullMarked
package org.voxpost.sip;

import org.jspecify.annotations.NullMarked;

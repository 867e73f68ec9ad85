package org.voxpost.sip;

import java.util.Map;

/**
 * Counters of an endpoint since it was opened.
 *
 * @param calls calls that are not over
 * @param incomingCalls INVITEs that became calls
 * @param outgoingCalls calls that we made
 * @param transactions transactions that the stack holds, those that only linger included
 * @param received messages that were understood
 * @param sent messages sent, repetitions included where the stack tells
 * @param malformed messages that were dropped or answered 400
 * @param deviations how often each deviation was tolerated
 */
public record SipStatistics(
        int calls,
        long incomingCalls,
        long outgoingCalls,
        int transactions,
        long received,
        long sent,
        long malformed,
        Map<SipDeviation, Long> deviations) {}

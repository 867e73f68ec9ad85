package org.voxpost.msrp;

import java.util.Map;

/**
 * Figures of an endpoint: the first three of this instant, the others since it was opened.
 *
 * @param connections open now
 * @param sessions not ended now
 * @param boundSessions of those, established on a connection
 * @param accepted connections made to us
 * @param connected connections that we made
 * @param refused connections made to us and closed at once: one too many, from where none are taken, or from strangers ({@link
 *     StrangerLimits})
 * @param messagesSent with outcome delivered
 * @param messagesReceived completed
 * @param octetsReceived body octets taken
 * @param octetsSent body octets written
 * @param strayResponses responses and reports for nothing that we sent
 * @param protocolFaults connections closed because the peer broke the protocol
 * @param tls of handshakes and certificates
 * @param unknownSessions requests for a session that we do not have (481)
 * @param repeatedRequests requests that came again under the same transaction id
 * @param repeatedOctets body octets that came again and were passed over
 * @param deviations what peers did against the RFC and we tolerated, by name
 */
public record MsrpStatistics(
        int connections,
        int sessions,
        int boundSessions,
        long accepted,
        long connected,
        long refused,
        long messagesSent,
        long messagesReceived,
        long octetsReceived,
        long octetsSent,
        long strayResponses,
        long protocolFaults,
        TlsStatistics tls,
        long unknownSessions,
        long repeatedRequests,
        long repeatedOctets,
        Map<String, Long> deviations) {}

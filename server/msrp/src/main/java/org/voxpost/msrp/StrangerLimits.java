package org.voxpost.msrp;

import java.time.Duration;

/**
 * What those may take of us who have shown no session id that we know (RFC 4975 §14.1).
 *
 * @param unboundConnections made to us and not bound to a session; one more closes at once
 * @param unknownSessions unknown session ids that one connection, or in {@code window} one address, may try
 * @param window in which the tries of one address are counted
 * @param ban how long an address that tried more may make no connection
 */
public record StrangerLimits(int unboundConnections, int unknownSessions, Duration window, Duration ban) {

    public static final StrangerLimits DEFAULT =
            new StrangerLimits(1_000, 100, Duration.ofSeconds(60), Duration.ofSeconds(60));

    public StrangerLimits {
        if (unboundConnections < 1 || unknownSessions < 1 || !window.isPositive() || ban.isNegative()) {
            throw new IllegalArgumentException("strangers need room for one connection and one try");
        }
    }
}

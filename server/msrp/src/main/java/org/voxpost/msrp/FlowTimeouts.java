package org.voxpost.msrp;

import java.time.Duration;

/**
 * How long a connection, a session or a message may last, or be silent. Zero switches a row off where it says so.
 *
 * @param idle without an octet in either direction, after which a connection is closed; 0 is never, at most 999,999,999 s
 * @param lifetime of a connection, however busy; 0 is for ever, at most 999,999,999 s
 * @param inactivity of a session in both directions, after which it counts as quiet ({@link MsrpSession#quiet()}); 0, or 5 to
 *     10 s
 * @param outer after which a session counts as quiet though it is not; 0 to 60 s
 * @param tail for which a session still takes what comes after {@link MsrpSession#endAfterTail()}; 0 to 60 s
 * @param message without a new octet, after which an incomplete incoming message is given up
 * @param decision of the application about a message that begins ({@link Reception.Later})
 */
public record FlowTimeouts(
        Duration idle,
        Duration lifetime,
        Duration inactivity,
        Duration outer,
        Duration tail,
        Duration message,
        Duration decision) {

    private static final Duration MOST = Duration.ofSeconds(999_999_999);
    private static final Duration MINUTE = Duration.ofSeconds(60);

    public static final FlowTimeouts DEFAULT = new FlowTimeouts(
            Duration.ofSeconds(300),
            Duration.ofSeconds(86_400),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(2),
            Duration.ofSeconds(300),
            Duration.ofSeconds(10));

    public FlowTimeouts {
        require("idle", idle, Duration.ZERO, MOST);
        require("lifetime", lifetime, Duration.ZERO, MOST);
        if (!inactivity.isZero()) {
            require("inactivity", inactivity, Duration.ofSeconds(5), Duration.ofSeconds(10));
        }
        require("outer", outer, Duration.ZERO, MINUTE);
        require("tail", tail, Duration.ZERO, MINUTE);
        require("message", message, Duration.ofMillis(1), MOST);
        require("decision", decision, Duration.ofMillis(1), MOST);
    }

    private static void require(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", not " + value);
        }
    }

    public FlowTimeouts withIdle(Duration other) {
        return new FlowTimeouts(other, lifetime, inactivity, outer, tail, message, decision);
    }

    public FlowTimeouts withLifetime(Duration other) {
        return new FlowTimeouts(idle, other, inactivity, outer, tail, message, decision);
    }

    public FlowTimeouts withQuiet(Duration ofInactivity, Duration atMost) {
        return new FlowTimeouts(idle, lifetime, ofInactivity, atMost, tail, message, decision);
    }

    public FlowTimeouts withTail(Duration other) {
        return new FlowTimeouts(idle, lifetime, inactivity, outer, other, message, decision);
    }

    public FlowTimeouts withMessage(Duration other) {
        return new FlowTimeouts(idle, lifetime, inactivity, outer, tail, other, decision);
    }

    public FlowTimeouts withDecision(Duration other) {
        return new FlowTimeouts(idle, lifetime, inactivity, outer, tail, message, other);
    }
}

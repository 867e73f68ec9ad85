package org.voxpost.msrp;

import java.time.Duration;

/**
 * How messages are exchanged with one peer, where the RFC leaves a choice or peers do not follow it.
 *
 * @param interleaved messages of one session that may be on their way at once; with 1 they go strictly in order, with more a
 *     short one passes between the chunks of a large one. 1 to 64
 * @param reports what a success report of ours covers (RFC 4975 §7.1.3 leaves it to the receiver)
 * @param emptySend the shape of our SENDs without a body
 * @param keepAlive silence of ours after which a SEND without a body is sent; zero is never
 * @param assumedMaxSize octets of a message that a peer takes which offers no {@code a=max-size}; 0 is no limit
 */
public record MessagePolicy(
        int interleaved, Reports reports, EmptySend emptySend, Duration keepAlive, long assumedMaxSize) {

    public static final MessagePolicy DEFAULT = new MessagePolicy(4, Reports.AUTO, EmptySend.RANGE, Duration.ZERO, 0);

    public MessagePolicy {
        if (interleaved < 1 || interleaved > 64) {
            throw new IllegalArgumentException("interleaved must be 1 to 64, not " + interleaved);
        }
        if (keepAlive.isNegative()) {
            throw new IllegalArgumentException("keepAlive cannot be negative");
        }
        if (assumedMaxSize < 0) {
            throw new IllegalArgumentException("assumedMaxSize cannot be negative");
        }
    }

    public MessagePolicy withInterleaved(int messages) {
        return new MessagePolicy(messages, reports, emptySend, keepAlive, assumedMaxSize);
    }

    public MessagePolicy withReports(Reports other) {
        return new MessagePolicy(interleaved, other, emptySend, keepAlive, assumedMaxSize);
    }

    public MessagePolicy withEmptySend(EmptySend other) {
        return new MessagePolicy(interleaved, reports, other, keepAlive, assumedMaxSize);
    }

    public MessagePolicy withKeepAlive(Duration silence) {
        return new MessagePolicy(interleaved, reports, emptySend, silence, assumedMaxSize);
    }

    public MessagePolicy withAssumedMaxSize(long octets) {
        return new MessagePolicy(interleaved, reports, emptySend, keepAlive, octets);
    }

    /** What a success report of ours covers. */
    public enum Reports {
        /** As {@link #MESSAGE}; where relays brought it, the octets that came so far too, so that its sender can pace itself. */
        AUTO,
        /** The whole message, when it is complete. */
        MESSAGE,
        /** The octets of each chunk, when they are taken, for peers that count on it. */
        CHUNK
    }

    /** The shapes of a SEND without a body. */
    public enum EmptySend {
        /** With {@code Byte-Range: 1-0/0}, as RFC 4975 §7.1.1 has it. */
        RANGE,
        /** Without Byte-Range, and without Content-Type. */
        BARE,
        /** With {@code Byte-Range: 1-0/0}, a Content-Type and an empty body. */
        TYPED
    }
}

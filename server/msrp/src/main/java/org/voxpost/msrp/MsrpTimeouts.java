package org.voxpost.msrp;

import java.time.Duration;

/**
 * How long we wait.
 *
 * @param connect for TCP
 * @param establish from the end of the signalling to the first request that passed
 * @param transaction for the response to a chunk (RFC 4975 §7.1.1: 30 s)
 * @param writeStall for the peer to take any octet while we have some to write
 * @param unbound for the first request of a connection that was made to us
 * @param head for the rest of a request's head after its first octet
 */
public record MsrpTimeouts(
        Duration connect,
        Duration establish,
        Duration transaction,
        Duration writeStall,
        Duration unbound,
        Duration head) {

    public static final MsrpTimeouts DEFAULT = new MsrpTimeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10));

    public MsrpTimeouts {
        requirePositive(connect);
        requirePositive(establish);
        requirePositive(transaction);
        requirePositive(writeStall);
        requirePositive(unbound);
        requirePositive(head);
    }

    public MsrpTimeouts withConnect(Duration other) {
        return new MsrpTimeouts(other, establish, transaction, writeStall, unbound, head);
    }

    public MsrpTimeouts withEstablish(Duration other) {
        return new MsrpTimeouts(connect, other, transaction, writeStall, unbound, head);
    }

    public MsrpTimeouts withTransaction(Duration other) {
        return new MsrpTimeouts(connect, establish, other, writeStall, unbound, head);
    }

    public MsrpTimeouts withWriteStall(Duration other) {
        return new MsrpTimeouts(connect, establish, transaction, other, unbound, head);
    }

    public MsrpTimeouts withUnbound(Duration other) {
        return new MsrpTimeouts(connect, establish, transaction, writeStall, other, head);
    }

    private static void requirePositive(Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("a timeout must be positive, not " + duration);
        }
    }
}

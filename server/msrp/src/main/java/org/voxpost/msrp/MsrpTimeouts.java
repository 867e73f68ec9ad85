package org.voxpost.msrp;

import java.time.Duration;

/**
 * How long we wait.
 *
 * @param connect for TCP
 * @param establish from the end of the signalling to the first request that passed
 * @param transaction for the response to a chunk (RFC 4975 §7.1.1: 30 s)
 * @param report for the success report on a message when all of it is acknowledged
 * @param writeStall for the peer to take any octet while we have some to write
 * @param unbound for the first request of a connection that was made to us
 * @param head for the rest of a request's head after its first octet
 * @param flow of what stands: connections, sessions, messages
 */
public record MsrpTimeouts(
        Duration connect,
        Duration establish,
        Duration transaction,
        Duration report,
        Duration writeStall,
        Duration unbound,
        Duration head,
        FlowTimeouts flow) {

    public static final MsrpTimeouts DEFAULT = new MsrpTimeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            FlowTimeouts.DEFAULT);

    public MsrpTimeouts {
        requirePositive(connect);
        requirePositive(establish);
        requirePositive(transaction);
        requirePositive(report);
        requirePositive(writeStall);
        requirePositive(unbound);
        requirePositive(head);
    }

    public MsrpTimeouts withConnect(Duration other) {
        return new MsrpTimeouts(other, establish, transaction, report, writeStall, unbound, head, flow);
    }

    public MsrpTimeouts withEstablish(Duration other) {
        return new MsrpTimeouts(connect, other, transaction, report, writeStall, unbound, head, flow);
    }

    public MsrpTimeouts withTransaction(Duration other) {
        return new MsrpTimeouts(connect, establish, other, report, writeStall, unbound, head, flow);
    }

    public MsrpTimeouts withWriteStall(Duration other) {
        return new MsrpTimeouts(connect, establish, transaction, report, other, unbound, head, flow);
    }

    public MsrpTimeouts withUnbound(Duration other) {
        return new MsrpTimeouts(connect, establish, transaction, report, writeStall, other, head, flow);
    }

    public MsrpTimeouts withReport(Duration other) {
        return new MsrpTimeouts(connect, establish, transaction, other, writeStall, unbound, head, flow);
    }

    public MsrpTimeouts withFlow(FlowTimeouts other) {
        return new MsrpTimeouts(connect, establish, transaction, report, writeStall, unbound, head, other);
    }

    private static void requirePositive(Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("a timeout must be positive, not " + duration);
        }
    }
}

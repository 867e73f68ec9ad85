package org.voxpost.msrp;

/**
 * What one peer may take of us. What exceeds a limit of framing closes the connection; what exceeds a limit of messages gets
 * a 413.
 *
 * @param lineOctets one header line
 * @param headers header lines of one request
 * @param openMessages incomplete incoming messages of one session
 * @param messageOctets octets of one incoming message; 0 is no limit
 * @param sessionOctets octets of all incomplete incoming messages of one session; 0 is no limit
 * @param messageRanges gaps that an incoming message may have at once
 * @param unansweredOctets octets given to sinks and not answered, after which reading stops
 * @param writeQueueOctets octets queued for one connection, after which its sources are not read; from twice as many on, for
 *     answers are queued too, nothing is read from it
 * @param connections open connections of the endpoint
 * @param gapOctets octets that may be missing before a chunk that comes out of order
 * @param bodyOctetsPerSecond least rate of a body that we are ready to take, measured over half a minute; 0 is no limit
 * @param strangers those without a session
 */
public record MsrpLimits(
        int lineOctets,
        int headers,
        int openMessages,
        long messageOctets,
        long sessionOctets,
        int messageRanges,
        int unansweredOctets,
        int writeQueueOctets,
        int connections,
        long gapOctets,
        int bodyOctetsPerSecond,
        StrangerLimits strangers) {

    public static final MsrpLimits DEFAULT = new MsrpLimits(
            8_192, 64, 64, 0, 1L << 36, 64, 1_048_576, 524_288, 10_000, 268_435_456, 10, StrangerLimits.DEFAULT);

    public MsrpLimits {
        if (lineOctets < 256
                || headers < 8
                || openMessages < 1
                || messageOctets < 0
                || sessionOctets < 0
                || messageRanges < 1
                || unansweredOctets < 1
                || writeQueueOctets < 4_096
                || connections < 1
                || gapOctets < 1
                || bodyOctetsPerSecond < 0) {
            throw new IllegalArgumentException("a limit is too small to carry any message");
        }
    }

    public MsrpLimits withMessages(int open, long octets) {
        return with(open, octets, messageRanges, unansweredOctets, writeQueueOctets, connections, gapOctets);
    }

    public MsrpLimits withSessionOctets(long octets) {
        return new MsrpLimits(
                lineOctets,
                headers,
                openMessages,
                messageOctets,
                octets,
                messageRanges,
                unansweredOctets,
                writeQueueOctets,
                connections,
                gapOctets,
                bodyOctetsPerSecond,
                strangers);
    }

    public MsrpLimits withGaps(int ranges, long octets) {
        return with(openMessages, messageOctets, ranges, unansweredOctets, writeQueueOctets, connections, octets);
    }

    public MsrpLimits withQueues(int unanswered, int writeQueue) {
        return with(openMessages, messageOctets, messageRanges, unanswered, writeQueue, connections, gapOctets);
    }

    public MsrpLimits withConnections(int count) {
        return with(openMessages, messageOctets, messageRanges, unansweredOctets, writeQueueOctets, count, gapOctets);
    }

    public MsrpLimits withStrangers(StrangerLimits other) {
        return new MsrpLimits(
                lineOctets,
                headers,
                openMessages,
                messageOctets,
                sessionOctets,
                messageRanges,
                unansweredOctets,
                writeQueueOctets,
                connections,
                gapOctets,
                bodyOctetsPerSecond,
                other);
    }

    private MsrpLimits with(int open, long message, int ranges, int unanswered, int writeQueue, int count, long gap) {
        return new MsrpLimits(
                lineOctets,
                headers,
                open,
                message,
                sessionOctets,
                ranges,
                unanswered,
                writeQueue,
                count,
                gap,
                bodyOctetsPerSecond,
                strangers);
    }
}

package org.voxpost.engine.capture;

import java.util.Map;

/**
 * What the capture of text has done since the start. Test calls are counted as such and are part of nothing else.
 *
 * @param refused calls for help, and test calls where those are not taken
 * @param malformed SIP messages that could not be read
 */
public record CaptureStatistics(
        Sessions calls, Sessions tests, Map<CallRefusal, Long> refused, long malformed, Texts texts, Waits waits) {

    public CaptureStatistics {
        refused = Map.copyOf(refused);
    }

    /**
     * Captured sessions.
     *
     * @param open now
     * @param opened that are on record
     */
    public record Sessions(long open, long opened) {}

    /**
     * What was said, as far as it is on record.
     *
     * @param in whole messages of callers
     * @param out messages to callers
     * @param octetsIn of whole and incomplete messages of callers
     * @param refused messages and parts of messages that were answered 413, because they could not be written down in time
     */
    public record Texts(
            long in,
            long out,
            long octetsIn,
            long octetsOut,
            long incomplete,
            long delivered,
            long undelivered,
            long refused) {}

    /**
     * Who waited how long.
     *
     * @param durable a message, or a part of a long one, for its 200
     * @param automated the first message of a caller for the first text that is sent by itself (MSRP Automated Response Delay,
     *     NENA-STA-019)
     * @param response the first message of a caller for the first words of a person (MSRP Response Message Delay, NENA-STA-019)
     */
    public record Waits(Delays durable, Delays automated, Delays response) {}
}

package org.voxpost.app.record;

import java.time.Duration;
import java.time.Instant;

/**
 * The outcome of one object of one transfer: one line of the records file. Texts of peers are as they came.
 *
 * @param id of the job, the same in the log and in the SIP header of the INVITE
 * @param dialog {@code conn:TAG/dialog:NAME}
 * @param callId of the application server's dialog
 * @param end as in {@code transfer.end}
 * @param bytes that were delivered
 * @param status 200, or the code of the failure
 * @param reason empty when there is nothing to say
 */
public record TransferRecord(
        String id,
        String dialog,
        String callId,
        String objectId,
        String source,
        String destination,
        String end,
        long bytes,
        int status,
        String reason,
        int attempts,
        Instant startedAt,
        Instant finishedAt) {
    public boolean good() {
        return status >= 200 && status < 300;
    }

    public Duration duration() {
        return Duration.between(startedAt, finishedAt);
    }
}

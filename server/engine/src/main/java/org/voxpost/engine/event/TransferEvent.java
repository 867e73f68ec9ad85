package org.voxpost.engine.event;

import java.time.Duration;
import java.time.Instant;

/** What becomes of transfers. */
public sealed interface TransferEvent extends ServerEvent {

    String dialog();

    record Started(String dialog, String transfer) implements TransferEvent {}

    /** An object is under way; its job is known by this id from now on. */
    record ObjectStarted(String dialog, String job, String objectId, String source, String destination)
            implements TransferEvent {}

    /**
     * The one terminal outcome of an object.
     *
     * @param callId of the application server's dialog
     * @param end as in {@code transfer.end}
     * @param finishedAt wall-clock time
     */
    record ObjectFinished(
            String dialog,
            String callId,
            String job,
            String objectId,
            String source,
            String destination,
            String end,
            long octets,
            int status,
            String reason,
            int attempts,
            Duration duration,
            Instant finishedAt)
            implements TransferEvent {}

    /** The one terminal outcome of a transfer. */
    record Finished(
            String dialog,
            String callId,
            String transfer,
            String end,
            long octets,
            int objects,
            int status,
            String reason,
            Duration duration,
            Instant finishedAt)
            implements TransferEvent {}
}

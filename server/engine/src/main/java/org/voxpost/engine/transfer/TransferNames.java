package org.voxpost.engine.transfer;

import java.util.stream.Stream;

/**
 * The names under which a transfer tells its results. No public text fixes them all, so each can be configured.
 *
 * @param complete value of {@code transfer.end}: everything was delivered
 * @param maxtime value of {@code transfer.end}: {@code maxtime} was over
 * @param terminated value of {@code transfer.end}: ended by an event
 * @param failed value of {@code transfer.end}: something was not delivered
 * @param resumeEvent the event that starts a suspended transfer
 * @param terminateEvent the event that ends a transfer
 * @param startTimerEvent the event that starts {@code ftt} and {@code itt}
 */
public record TransferNames(
        String end,
        String duration,
        String objid,
        String size,
        String status,
        String reason,
        String objcount,
        String complete,
        String maxtime,
        String terminated,
        String failed,
        String resumeEvent,
        String terminateEvent,
        String startTimerEvent) {

    public static final TransferNames DEFAULT = new TransferNames(
            "transfer.end",
            "transfer.duration",
            "transfer.objid",
            "transfer.size",
            "transfer.status",
            "transfer.reason",
            "transfer.objcount",
            "transfer.complete",
            "transfer.complete.maxtime",
            "transfer.terminated",
            "transfer.failed",
            "resume",
            "terminate",
            "starttimer");

    /** The configured value for how it ended. */
    public String of(TransferEnd how) {
        return switch (how) {
            case COMPLETE -> complete;
            case MAXTIME -> maxtime;
            case TERMINATED -> terminated;
            case FAILED -> failed;
        };
    }

    /** What a value of {@code transfer.end} means; one that was configured otherwise when it was written is a failure. */
    public TransferEnd end(String value) {
        return Stream.of(TransferEnd.values())
                .filter(how -> of(how).equals(value))
                .findFirst()
                .orElse(TransferEnd.FAILED);
    }
}

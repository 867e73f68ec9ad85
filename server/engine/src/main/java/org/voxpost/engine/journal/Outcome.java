package org.voxpost.engine.journal;

import java.time.Duration;
import java.time.Instant;

/**
 * The one end of a job, or of a transfer.
 *
 * @param end as in {@code transfer.end}
 * @param octets delivered
 * @param status 200, or the code of the failure
 * @param reason one sentence for people, or empty
 * @param attempts at a job; of a transfer: its finished objects
 * @param at wall-clock time
 */
public record Outcome(
        String end, long octets, int status, String reason, int attempts, Duration duration, Instant at) {}

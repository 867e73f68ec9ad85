package org.voxpost.app.api;

import java.time.Instant;
import org.voxpost.engine.journal.Outcome;

/**
 * How a job or a transfer ended.
 *
 * @param end as in {@code transfer.end}
 * @param attempts at a job; of a transfer: its finished objects
 */
public record OutcomeView(
        String end, long octets, int status, String reason, int attempts, long durationMs, Instant at) {

    static OutcomeView of(Outcome outcome) {
        return new OutcomeView(
                outcome.end(),
                outcome.octets(),
                outcome.status(),
                outcome.reason(),
                outcome.attempts(),
                outcome.duration().toMillis(),
                outcome.at());
    }
}

package org.voxpost.engine.journal;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which jobs are wanted; what is empty does not matter.
 *
 * @param states any of these; empty: all
 * @param key of the order
 * @param dialog of the order
 * @param callId of the order
 * @param objectId of the job
 * @param since accepted then or later
 * @param before the sequence number of the last job of the page before
 * @param limit jobs of a page, 1 to 1000
 */
public record JobQuery(
        Set<JobState> states,
        Optional<String> key,
        Optional<String> dialog,
        Optional<String> callId,
        Optional<String> objectId,
        Optional<Instant> since,
        Optional<Long> before,
        int limit) {

    public JobQuery {
        states = Set.copyOf(states);
        if (limit < 1 || limit > 1000) {
            throw new IllegalArgumentException("a page has 1 to 1000 jobs, not " + limit);
        }
    }

    /** Every job. */
    public static JobQuery all(int limit) {
        return new JobQuery(
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                limit);
    }

    /** Those in one of these states. */
    public JobQuery in(Set<JobState> wanted) {
        return new JobQuery(wanted, key, dialog, callId, objectId, since, before, limit);
    }

    /** Those of orders that the application server called so. */
    public JobQuery withKey(String wanted) {
        return new JobQuery(states, Optional.of(wanted), dialog, callId, objectId, since, before, limit);
    }

    /** The page that follows a job. */
    public JobQuery before(long sequence) {
        return new JobQuery(states, key, dialog, callId, objectId, since, Optional.of(sequence), limit);
    }
}

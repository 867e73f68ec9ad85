package org.voxpost.engine.journal;

import java.util.Optional;

/**
 * News of an outcome, written by the same commit as the outcome.
 *
 * @param sequence grows by one with each notice, over all nodes of a store
 * @param eventId the same on every repeat
 * @param order whose id it is of
 * @param element of the script that the transfer is
 * @param job and its place, unless it is the end of the transfer
 * @param dialog of the order
 * @param callId of the order
 * @param caller of the order
 * @param key of the order
 * @param outcome of the job, or of the transfer
 */
public record Notice(
        long sequence,
        String eventId,
        String order,
        int element,
        Optional<Job> job,
        String dialog,
        String callId,
        String caller,
        Optional<String> key,
        Outcome outcome) {}

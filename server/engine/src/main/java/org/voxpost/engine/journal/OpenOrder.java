package org.voxpost.engine.journal;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An order that is not closed, as the journal knows it.
 *
 * @param script of an order that named one, once it was fetched
 * @param transfers those that have begun
 * @param elementsDone elements that are no transfers
 */
public record OpenOrder(
        Order order,
        Optional<ByteBuffer> script,
        List<OpenJob> jobs,
        List<OpenTransfer> transfers,
        Set<Integer> elementsDone) {

    public OpenOrder {
        jobs = List.copyOf(jobs);
        transfers = List.copyOf(transfers);
        elementsDone = Set.copyOf(elementsDone);
    }

    /**
     * @param attempts made so far
     * @param failures in a row
     * @param deliveries made so far
     * @param octets delivered so far
     * @param sha256 of the source, once it was open
     * @param version of the source, once it was open
     * @param kept octets that the far end has and goes on behind
     * @param sourceNote once nothing is to be done about the source any more
     * @param outcome once it stands
     * @param told the application server was told what the script says
     */
    public record OpenJob(
            Job job,
            JobState state,
            int attempts,
            int failures,
            int deliveries,
            long octets,
            String sha256,
            String version,
            long kept,
            Optional<String> sourceNote,
            Optional<Outcome> outcome,
            boolean told) {}

    /**
     * @param begunAt wall-clock time
     * @param outcome once it stands
     */
    public record OpenTransfer(int element, int iteration, Instant begunAt, Optional<Outcome> outcome) {}
}

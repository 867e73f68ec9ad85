package org.voxpost.engine.transfer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far a transfer was when the server that ran it stopped.
 *
 * @param age since it began
 * @param iteration that it was in, from 0
 * @param earlier what became of the objects of earlier iterations
 * @param objects of this iteration, one for each object of the plan, in its order
 */
public record TransferProgress(Duration age, int iteration, List<ObjectReport> earlier, List<ObjectProgress> objects) {

    public TransferProgress {
        earlier = List.copyOf(earlier);
        objects = List.copyOf(objects);
    }

    /** The end of every object that has one. */
    Stream<ObjectReport> finished() {
        return Stream.concat(earlier.stream(), objects.stream().flatMap(object -> object.finished().stream()));
    }

    /** Delivered so far, by all objects of all iterations. */
    long octets() {
        return earlier.stream().mapToLong(ObjectReport::octets).sum()
                + objects.stream().mapToLong(ObjectProgress::octets).sum();
    }

    /**
     * @param attempts made so far
     * @param failures in a row
     * @param deliveries made so far
     * @param octets delivered so far
     * @param note what is to be said of a source that was to be deleted, or empty
     * @param finished its end, once it was told
     */
    public record ObjectProgress(
            int attempts, int failures, int deliveries, long octets, String note, Optional<ObjectReport> finished) {

        /** Nothing happened yet. */
        public static final ObjectProgress NONE = new ObjectProgress(0, 0, 0, 0, "", Optional.empty());
    }
}

package org.voxpost.engine.transfer;

/** What a transfer wants done or told, in this order. */
sealed interface TransferOutput {

    /** The first attempt of the transfer is about to begin. */
    record Started() implements TransferOutput {}

    record ObjectStarted(int object) implements TransferOutput {}

    /** The list of objects is gone through once more, or for the first time (0). */
    record IterationBegun(int iteration) implements TransferOutput {}

    /**
     * Make an attempt.
     *
     * @param tries which attempt at this object it is, from 1
     * @param failures in a row before it
     * @param delivery which delivery of the object, from 1
     * @param lastDelivery no further one follows in this iteration
     * @param last the source is not needed after this attempt if it succeeds
     */
    record Begin(AttemptKey attempt, int tries, int failures, int delivery, boolean lastDelivery, boolean last)
            implements TransferOutput {}

    /** Give an attempt up; it still ends with {@link TransferInput.AttemptEnded}, and may turn out to have been delivered. */
    record Abandon(AttemptKey attempt, Parting how) implements TransferOutput {}

    record ObjectDone(ObjectReport report) implements TransferOutput {}

    /** The last output of all. */
    record Done(TransferReport report) implements TransferOutput {}
}

package org.voxpost.engine.journal;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** Something that must be known after a crash. */
public sealed interface Entry {

    /**
     * An order and the jobs of its script, before the answer that promises it. One that tries a job again which an open order tries
     * again already is never written.
     *
     * @param jobs empty while the script is still to be fetched
     */
    record Accepted(Order order, List<Job> jobs) implements Entry {
        public Accepted {
            jobs = List.copyOf(jobs);
        }
    }

    /** The call that the order came in is over; the order goes on. */
    record CallEnded(String order) implements Entry {}

    /** The order was refused after all, as its entry came too late: nothing of it is to be done. */
    record Withdrawn(String order) implements Entry {}

    /**
     * The script that an order named is there.
     *
     * @param script as it was fetched; read only
     */
    record ScriptFetched(String order, ByteBuffer script, List<Job> jobs) implements Entry {
        public ScriptFetched {
            jobs = List.copyOf(jobs);
        }
    }

    /** A transfer began, or goes through its objects once more. */
    record TransferBegun(String order, int element, String transferId, int iteration, Instant at) implements Entry {}

    /** Jobs of a further iteration. */
    record JobsAdded(List<Job> jobs) implements Entry {
        public JobsAdded {
            jobs = List.copyOf(jobs);
        }
    }

    /**
     * An attempt begins.
     *
     * @param attempts at this job so far, this one included
     * @param failures in a row before it
     */
    record AttemptBegun(String job, int attempts, int failures) implements Entry {}

    /**
     * The source is open.
     *
     * @param sha256 in hex; empty for messages of the script
     * @param version what {@code MediaStore.delete} wants to see of the source; empty where there is none
     */
    record SourceReady(String job, long octets, String sha256, String version) implements Entry {}

    /**
     * So much of the content is known to be at a far end that keeps what it has and goes on there.
     *
     * @param octets 0 when it is to get the whole again
     */
    record Kept(String job, String sha256, long octets) implements Entry {}

    /**
     * Every octet was acknowledged. On disk before the source is deleted and before anybody is told.
     *
     * @param octets of all deliveries of this job so far
     * @param deliveries of this job so far, this one included
     * @param last no further delivery of the job follows
     */
    record Delivered(String job, long octets, int deliveries, boolean last) implements Entry {}

    /** The source was deleted, or is not to be tried again. */
    record SourceSettled(String job, String note) implements Entry {}

    /** The outcome of a job, and the notice of it. On disk before anybody is told. */
    record JobFinished(String job, Outcome outcome) implements Entry {}

    /** The outcome of a transfer, and the notice of it. On disk before anybody is told. */
    record TransferFinished(String order, int element, Outcome outcome) implements Entry {}

    /** An executable element that is no transfer is done. */
    record ElementDone(String order, int element) implements Entry {}

    /** The application server was told what the script says about a job: that is not done again. */
    record JobTold(String job) implements Entry {}

    /**
     * Nothing of the order is left to do.
     *
     * @param rest the outcome, with its notice, of jobs that have none by now: they never began
     */
    record OrderClosed(String order, Outcome rest) implements Entry {}
}

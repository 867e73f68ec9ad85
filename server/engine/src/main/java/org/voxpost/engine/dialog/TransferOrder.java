package org.voxpost.engine.dialog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.Job;
import org.voxpost.engine.journal.JobState;
import org.voxpost.engine.journal.Journal;
import org.voxpost.engine.journal.OpenOrder.OpenJob;
import org.voxpost.engine.journal.OpenOrder.OpenTransfer;
import org.voxpost.engine.journal.Outcome;
import org.voxpost.engine.transfer.ObjectReport;
import org.voxpost.engine.transfer.TransferNames;
import org.voxpost.engine.transfer.TransferProgress;
import org.voxpost.engine.transfer.TransferProgress.ObjectProgress;

/**
 * One transfer of an order, as the journal sees it.
 *
 * @param jobs those of an iteration, one for each object, in order
 * @param before what an earlier run began
 * @param jobsBefore what became of its jobs then
 * @param notes of sources that were settled since
 */
record TransferOrder(
        Journal journal,
        String order,
        int element,
        IntFunction<List<Job>> jobs,
        Optional<OpenTransfer> before,
        List<OpenJob> jobsBefore,
        Map<String, String> notes) {

    TransferOrder(
            Journal journal,
            String order,
            int element,
            IntFunction<List<Job>> jobs,
            Optional<OpenTransfer> before,
            List<OpenJob> jobsBefore) {
        this(journal, order, element, jobs, before, jobsBefore, new ConcurrentHashMap<>());
    }

    /** Where a transfer that had begun goes on. */
    TransferProgress progress(OpenTransfer begun, TransferNames names, Instant now) {
        return new TransferProgress(
                positive(Duration.between(begun.begunAt(), now)),
                begun.iteration(),
                jobsBefore.stream()
                        .filter(job -> job.job().iteration() < begun.iteration())
                        .flatMap(job -> report(job, names).stream())
                        .toList(),
                jobs.apply(begun.iteration()).stream()
                        .map(job -> jobBefore(job.id())
                                .map(known -> progress(known, names))
                                .orElse(ObjectProgress.NONE))
                        .toList());
    }

    private ObjectProgress progress(OpenJob job, TransferNames names) {
        return new ObjectProgress(
                job.attempts(),
                job.failures(),
                job.deliveries(),
                job.octets(),
                notes.getOrDefault(job.job().id(), job.sourceNote().orElse("")),
                report(job, names));
    }

    private Optional<OpenJob> jobBefore(String id) {
        return jobsBefore.stream().filter(job -> job.job().id().equals(id)).findFirst();
    }

    /** A job that was delivered, and whose source may still be there although it was to go. */
    Optional<OpenJob> unsettled(String id) {
        return jobBefore(id)
                .filter(job ->
                        job.state() == JobState.DELIVERED && job.sourceNote().isEmpty());
    }

    /** Any thread may say so. */
    void settled(String id, String note) {
        notes.put(id, note);
    }

    /** Ends that stand, but may not have been told. */
    List<ObjectReport> untold(OpenTransfer begun, TransferNames names) {
        return jobsBefore.stream()
                .filter(job -> job.job().iteration() == begun.iteration() && !job.told())
                .flatMap(job -> report(job, names).stream())
                .toList();
    }

    /** The end of a job that had one. */
    private static Optional<ObjectReport> report(OpenJob job, TransferNames names) {
        return job.outcome()
                .map(outcome -> new ObjectReport(
                        job.job().object(),
                        names.end(outcome.end()),
                        outcome.duration(),
                        outcome.octets(),
                        outcome.status(),
                        outcome.reason(),
                        outcome.attempts(),
                        0));
    }

    /** The wall clock may have been put back meanwhile. */
    private static Duration positive(Duration age) {
        return age.isNegative() ? Duration.ZERO : age;
    }

    void begun(int iteration, String transferId) {
        if (iteration > 0) {
            journal.note(new Entry.JobsAdded(jobs.apply(iteration)));
        }
        journal.note(new Entry.TransferBegun(order, element, transferId, iteration, Instant.now()));
    }

    void attempt(String job, int attempts, int failures) {
        journal.note(new Entry.AttemptBegun(job, attempts, failures));
    }

    CompletableFuture<Void> finished(String job, Outcome outcome) {
        return journal.write(new Entry.JobFinished(job, outcome));
    }

    void told(String job) {
        journal.note(new Entry.JobTold(job));
    }

    CompletableFuture<Void> finished(Outcome outcome) {
        return journal.write(new Entry.TransferFinished(order, element, outcome));
    }
}

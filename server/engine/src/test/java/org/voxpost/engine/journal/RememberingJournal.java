package org.voxpost.engine.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.voxpost.engine.journal.OpenOrder.OpenJob;
import org.voxpost.engine.journal.OpenOrder.OpenTransfer;

/** Keeps entries in memory, hands them to a successor, and can lose power before any of them. */
public final class RememberingJournal implements Journal {

    private final Map<String, OpenOrder> orders = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private Predicate<Entry> powerFailsAt = entry -> false;
    private final CompletableFuture<Void> powerLost = new CompletableFuture<>();
    private boolean dark;

    /** From the first such entry on nothing is written and nobody is answered. */
    public synchronized void loseThePowerAt(Predicate<Entry> entry) {
        powerFailsAt = entry;
    }

    public CompletableFuture<Void> powerLost() {
        return powerLost;
    }

    /** What a later run finds. */
    public synchronized RememberingJournal successor() {
        RememberingJournal next = new RememberingJournal();
        next.orders.putAll(orders);
        next.entries.addAll(entries);
        return next;
    }

    /** Everything that was written, by earlier runs too. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    public synchronized <T extends Entry> List<T> entries(Class<T> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public synchronized boolean nothingOpen() {
        return orders.isEmpty();
    }

    @Override
    public synchronized CompletableFuture<Void> write(Entry entry) {
        if (!dark && powerFailsAt.test(entry)) {
            dark = true;
            powerLost.complete(null);
        }
        if (dark) {
            return new CompletableFuture<>();
        }
        entries.add(entry);
        apply(entry);
        return CompletableFuture.completedFuture(null);
    }

    private void apply(Entry entry) {
        switch (entry) {
            case Entry.Accepted(Order order, List<Job> jobs) ->
                orders.put(
                        order.id(),
                        new OpenOrder(
                                order,
                                Optional.empty(),
                                jobs.stream().map(RememberingJournal::fresh).toList(),
                                List.of(),
                                Set.of()));
            case Entry.Withdrawn(String order) -> orders.remove(order);
            case Entry.ScriptFetched(String order, ByteBuffer script, List<Job> jobs) ->
                change(
                        order,
                        open -> new OpenOrder(
                                open.order(),
                                Optional.of(script),
                                jobs.stream().map(RememberingJournal::fresh).toList(),
                                open.transfers(),
                                open.elementsDone()));
            case Entry.TransferBegun begun ->
                transfer(
                        begun.order(),
                        new OpenTransfer(begun.element(), begun.iteration(), begun.at(), Optional.empty()));
            case Entry.JobsAdded(List<Job> jobs) ->
                jobs.forEach(job -> change(job.order(), open -> {
                    List<OpenJob> more = new ArrayList<>(open.jobs());
                    more.add(fresh(job));
                    return with(open, more);
                }));
            case Entry.AttemptBegun(String job, int attempts, int failures) ->
                job(
                        job,
                        was -> new OpenJob(
                                was.job(),
                                JobState.RUNNING,
                                attempts,
                                failures,
                                was.deliveries(),
                                was.octets(),
                                was.sha256(),
                                was.version(),
                                was.kept(),
                                was.sourceNote(),
                                was.outcome(),
                                was.told()));
            case Entry.SourceReady(String job, long ignored, String sha256, String version) ->
                job(
                        job,
                        was -> new OpenJob(
                                was.job(),
                                was.state(),
                                was.attempts(),
                                was.failures(),
                                was.deliveries(),
                                was.octets(),
                                sha256,
                                version,
                                was.kept(),
                                was.sourceNote(),
                                was.outcome(),
                                was.told()));
            case Entry.Kept(String job, String sha256, long octets) ->
                job(
                        job,
                        was -> new OpenJob(
                                was.job(),
                                was.state(),
                                was.attempts(),
                                was.failures(),
                                was.deliveries(),
                                was.octets(),
                                sha256,
                                was.version(),
                                octets,
                                was.sourceNote(),
                                was.outcome(),
                                was.told()));
            case Entry.Delivered(String job, long octets, int deliveries, boolean last) ->
                job(
                        job,
                        was -> new OpenJob(
                                was.job(),
                                last ? JobState.DELIVERED : was.state(),
                                was.attempts(),
                                0,
                                deliveries,
                                octets,
                                was.sha256(),
                                was.version(),
                                0,
                                was.sourceNote(),
                                was.outcome(),
                                was.told()));
            case Entry.SourceSettled(String job, String note) ->
                job(
                        job,
                        was -> new OpenJob(
                                was.job(),
                                was.state(),
                                was.attempts(),
                                was.failures(),
                                was.deliveries(),
                                was.octets(),
                                was.sha256(),
                                was.version(),
                                was.kept(),
                                Optional.of(note),
                                was.outcome(),
                                was.told()));
            case Entry.JobFinished(String job, Outcome outcome) ->
                job(
                        job,
                        was -> new OpenJob(
                                was.job(),
                                JobState.FINISHED,
                                was.attempts(),
                                was.failures(),
                                was.deliveries(),
                                was.octets(),
                                was.sha256(),
                                was.version(),
                                was.kept(),
                                was.sourceNote(),
                                Optional.of(was.outcome().orElse(outcome)),
                                was.told()));
            case Entry.JobTold(String job) ->
                job(
                        job,
                        was -> new OpenJob(
                                was.job(),
                                was.state(),
                                was.attempts(),
                                was.failures(),
                                was.deliveries(),
                                was.octets(),
                                was.sha256(),
                                was.version(),
                                was.kept(),
                                was.sourceNote(),
                                was.outcome(),
                                true));
            case Entry.TransferFinished(String order, int element, Outcome outcome) ->
                change(order, open -> {
                    OpenTransfer was = open.transfers().stream()
                            .filter(transfer -> transfer.element() == element)
                            .findFirst()
                            .orElse(new OpenTransfer(element, 0, outcome.at(), Optional.empty()));
                    return withTransfer(
                            open, new OpenTransfer(element, was.iteration(), was.begunAt(), Optional.of(outcome)));
                });
            case Entry.ElementDone(String order, int element) ->
                change(order, open -> {
                    Set<Integer> done = new HashSet<>(open.elementsDone());
                    done.add(element);
                    return new OpenOrder(open.order(), open.script(), open.jobs(), open.transfers(), done);
                });
            case Entry.OrderClosed(String order, Outcome ignored) -> orders.remove(order);
        }
    }

    private static OpenJob fresh(Job job) {
        return new OpenJob(job, JobState.ACCEPTED, 0, 0, 0, 0, "", "", 0, Optional.empty(), Optional.empty(), false);
    }

    private void transfer(String order, OpenTransfer transfer) {
        change(order, open -> withTransfer(open, transfer));
    }

    private static OpenOrder withTransfer(OpenOrder open, OpenTransfer transfer) {
        List<OpenTransfer> all = new ArrayList<>(open.transfers());
        all.removeIf(was -> was.element() == transfer.element());
        all.add(transfer);
        return new OpenOrder(open.order(), open.script(), open.jobs(), all, open.elementsDone());
    }

    private static OpenOrder with(OpenOrder open, List<OpenJob> jobs) {
        return new OpenOrder(open.order(), open.script(), jobs, open.transfers(), open.elementsDone());
    }

    private void job(String id, UnaryOperator<OpenJob> change) {
        change(
                id.substring(0, id.indexOf('-')),
                open -> with(
                        open,
                        open.jobs().stream()
                                .map(job -> job.job().id().equals(id) ? change.apply(job) : job)
                                .toList()));
    }

    private void change(String order, UnaryOperator<OpenOrder> change) {
        orders.computeIfPresent(order, (ignored, open) -> change.apply(open));
    }

    @Override
    public void recover(Consumer<List<OpenOrder>> taker) {
        List<OpenOrder> open;
        synchronized (this) {
            open = List.copyOf(orders.values());
        }
        taker.accept(open);
    }

    @Override
    public boolean keeps() {
        return true;
    }

    @Override
    public synchronized void close() {
        dark = true;
    }
}

package org.voxpost.engine.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.journal.OpenOrder.OpenJob;
import org.voxpost.engine.journal.OpenOrder.OpenTransfer;

/** Keeps entries in memory and hands them to a successor; it can lose the power before any of them, or refuse some. */
public final class RememberingJournal implements Journal {

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, KnownOrder> open = new LinkedHashMap<>();
    private final CompletableFuture<Void> powerLost = new CompletableFuture<>();
    private final CompletableFuture<Void> refused = new CompletableFuture<>();
    private Predicate<Entry> powerFailsAt = entry -> false;
    private Predicate<Entry> refuses = entry -> false;
    private Predicate<Entry> poisonous = entry -> false;
    private boolean dark;

    /** From the first such entry on nothing is written and nobody is answered. */
    public synchronized void loseThePowerAt(Predicate<Entry> entry) {
        powerFailsAt = entry;
    }

    /** Such entries never get on disk. */
    public synchronized void refuse(Predicate<Entry> entry) {
        refuses = entry;
    }

    /** The next such entry overflows the stack of whoever writes it. */
    public synchronized void poison(Predicate<Entry> entry) {
        poisonous = entry;
    }

    public CompletableFuture<Void> powerLost() {
        return powerLost;
    }

    /** Completes when an entry was refused. */
    public CompletableFuture<Void> refused() {
        return refused;
    }

    /** What a later run finds. */
    public synchronized RememberingJournal successor() {
        RememberingJournal next = new RememberingJournal();
        entries.forEach(next::remember);
        return next;
    }

    /** Of this kind, what was written, by earlier runs too. */
    public synchronized <T extends Entry> List<T> entries(Class<T> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public synchronized boolean nothingOpen() {
        return open.isEmpty();
    }

    @Override
    public synchronized CompletableFuture<Void> write(Entry entry) {
        if (poisonous.test(entry)) {
            poisonous = healthy -> false;
            throw new StackOverflowError("of the test");
        }
        if (!dark && powerFailsAt.test(entry)) {
            dark = true;
            powerLost.complete(null);
        }
        if (dark) {
            return new CompletableFuture<>();
        }
        if (refuses.test(entry)) {
            refused.complete(null);
            return CompletableFuture.failedFuture(new JournalException("refused as told"));
        }
        remember(entry);
        return CompletableFuture.completedFuture(null);
    }

    private void remember(Entry entry) {
        entries.add(entry);
        switch (entry) {
            case Entry.Accepted(Order order, List<Job> jobs) -> {
                open.put(order.id(), new KnownOrder(order));
                order(order.id()).forEach(known -> known.add(jobs));
            }
            case Entry.CallEnded(String order) -> order(order).forEach(known -> known.callStands = false);
            case Entry.Withdrawn(String order) -> open.remove(order);
            case Entry.OrderClosed(String order, Outcome _) -> open.remove(order);
            case Entry.ScriptFetched(String order, ByteBuffer script, List<Job> jobs) ->
                order(order).forEach(known -> {
                    known.script = script;
                    known.add(jobs);
                });
            case Entry.TransferBegun begun ->
                order(begun.order())
                        .forEach(known -> known.transfers.put(
                                begun.element(),
                                new OpenTransfer(begun.element(), begun.iteration(), begun.at(), Optional.empty())));
            case Entry.TransferFinished(String order, int element, Outcome outcome) ->
                order(order)
                        .forEach(known -> known.transfers.computeIfPresent(
                                element,
                                (_, was) -> new OpenTransfer(
                                        element, was.iteration(), was.begunAt(), Optional.of(outcome))));
            case Entry.ElementDone(String order, int element) -> order(order).forEach(known -> known.done.add(element));
            case Entry.JobsAdded(List<Job> jobs) ->
                jobs.forEach(job -> order(job.order()).forEach(known -> known.add(List.of(job))));
            case Entry.AttemptBegun(String job, int attempts, int failures) ->
                job(job).forEach(known -> {
                    known.state = JobState.RUNNING;
                    known.attempts = attempts;
                    known.failures = failures;
                });
            case Entry.SourceReady(String job, long _, String sha256, String version) ->
                job(job).forEach(known -> {
                    known.sha256 = sha256;
                    known.version = version;
                });
            case Entry.Kept(String job, String _, long octets) -> job(job).forEach(known -> known.kept = octets);
            case Entry.Delivered(String job, long octets, int deliveries, boolean last) ->
                job(job).forEach(known -> {
                    known.state = last ? JobState.DELIVERED : known.state;
                    known.octets = octets;
                    known.deliveries = deliveries;
                    known.kept = 0;
                });
            case Entry.SourceSettled(String job, String note) -> job(job).forEach(known -> known.note = note);
            case Entry.JobFinished(String job, Outcome outcome) ->
                job(job).forEach(known -> {
                    known.state = JobState.FINISHED;
                    known.outcome = known.outcome == null ? outcome : known.outcome;
                });
            case Entry.JobTold(String job) -> job(job).forEach(known -> known.told = true);
        }
    }

    private Collection<KnownOrder> order(String id) {
        KnownOrder known = open.get(id);
        return known == null ? List.of() : List.of(known);
    }

    private Collection<KnownJob> job(String id) {
        return order(Job.order(id)).stream()
                .flatMap(known -> Optional.ofNullable(known.jobs.get(id)).stream())
                .toList();
    }

    @Override
    public void recover(Consumer<List<OpenOrder>> taker) {
        List<OpenOrder> found;
        synchronized (this) {
            found = open.values().stream().map(KnownOrder::asItIs).toList();
        }
        taker.accept(found);
    }

    @Override
    public boolean keeps() {
        return true;
    }

    @Override
    public synchronized void close() {
        dark = true;
    }

    private static final class KnownOrder {
        private final Order order;
        private final Map<String, KnownJob> jobs = new LinkedHashMap<>();
        private final Map<Integer, OpenTransfer> transfers = new LinkedHashMap<>();
        private final Set<Integer> done = new HashSet<>();
        private @Nullable ByteBuffer script;
        private boolean callStands = true;

        KnownOrder(Order order) {
            this.order = order;
        }

        void add(List<Job> more) {
            more.forEach(job -> jobs.put(job.id(), new KnownJob(job)));
        }

        private Order withoutCall() {
            return new Order(
                    order.id(),
                    order.dialog(),
                    order.callId(),
                    order.caller(),
                    order.key(),
                    order.document(),
                    order.request(),
                    order.acceptedAt(),
                    order.priority(),
                    order.retried(),
                    Optional.empty());
        }

        OpenOrder asItIs() {
            return new OpenOrder(
                    callStands ? order : withoutCall(),
                    Optional.ofNullable(script),
                    jobs.values().stream().map(KnownJob::asItIs).toList(),
                    List.copyOf(transfers.values()),
                    done);
        }
    }

    private static final class KnownJob {
        private final Job job;
        private JobState state = JobState.ACCEPTED;
        private int attempts;
        private int failures;
        private int deliveries;
        private long octets;
        private String sha256 = "";
        private String version = "";
        private long kept;
        private @Nullable String note;
        private @Nullable Outcome outcome;
        private boolean told;

        KnownJob(Job job) {
            this.job = job;
        }

        OpenJob asItIs() {
            return new OpenJob(
                    job,
                    state,
                    attempts,
                    failures,
                    deliveries,
                    octets,
                    sha256,
                    version,
                    kept,
                    Optional.ofNullable(note),
                    Optional.ofNullable(outcome),
                    told);
        }
    }
}

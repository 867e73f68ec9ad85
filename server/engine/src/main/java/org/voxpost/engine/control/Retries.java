package org.voxpost.engine.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.voxpost.engine.dialog.DialogOrder;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.Job;
import org.voxpost.engine.journal.OpenOrder;
import org.voxpost.engine.journal.Order;
import org.voxpost.msml.DialogStart;
import org.voxpost.msml.MsmlException;
import org.voxpost.msml.dialog.Script;

/**
 * Has jobs that failed tried once more, at the word of an operator. The outcome of the old job stands; the new one is a job of its own,
 * under an order of its own with the same script, and has an outcome of its own.
 */
public final class Retries {

    private final ControlLegs.Shared shared;
    private final RecoveredOrders orders;

    Retries(ControlLegs.Shared shared, RecoveredOrders orders) {
        this.shared = shared;
        this.orders = orders;
    }

    /**
     * Any thread may ask.
     *
     * @param old the order of the job
     * @param patience how long writing it down may take; then nothing of it happens
     * @return the id of the new job, once it is on record; exceptionally when it never will be, as while another one tries the same job
     *     again
     * @throws MsmlException when the script cannot be read any more
     */
    public CompletableFuture<String> retry(OpenOrder old, Job job, Duration patience) throws MsmlException {
        OpenOrder next = new OpenOrder(again(old.order(), job), old.script(), List.of(), List.of(), Set.of());
        String id = next.order().id();
        List<Job> jobs = OrderedScript.of(next, shared.reader()) instanceof DialogStart.Inline(Script script)
                ? shared.dialogs().order(next).jobs(script)
                : List.of();
        CompletableFuture<String> begun = new CompletableFuture<>();
        var _ = begun.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        var _ = shared.journal().write(new Entry.Accepted(next.order(), jobs)).whenComplete((_, failure) -> {
            if (failure != null) {
                begun.completeExceptionally(failure);
            } else if (begun.complete(jobs.getFirst().id())) {
                orders.take(next);
            } else {
                shared.journal().note(new Entry.Withdrawn(id));
            }
        });
        next.script().ifPresent(document -> shared.journal().note(new Entry.ScriptFetched(id, document, jobs)));
        return begun;
    }

    private static Order again(Order old, Job job) {
        Order.Retried retried = old.retried()
                .map(before -> new Order.Retried(job.id(), before.element(), before.object()))
                .orElseGet(() -> new Order.Retried(job.id(), job.element(), job.object()));
        return new Order(
                DialogOrder.newId(),
                old.dialog(),
                old.callId(),
                old.caller(),
                old.key(),
                old.document(),
                old.request(),
                Instant.now(),
                old.priority(),
                Optional.of(retried),
                Optional.empty());
    }
}

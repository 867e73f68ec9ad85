package org.voxpost.engine.dialog;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.event.EventSink;
import org.voxpost.engine.event.TransferEvent;
import org.voxpost.engine.journal.OpenOrder.OpenTransfer;
import org.voxpost.engine.journal.Outcome;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.transfer.Courier;
import org.voxpost.engine.transfer.ObjectReport;
import org.voxpost.engine.transfer.Parcel;
import org.voxpost.engine.transfer.Parting;
import org.voxpost.engine.transfer.TransferNames;
import org.voxpost.engine.transfer.TransferPolicy;
import org.voxpost.engine.transfer.TransferReport;
import org.voxpost.engine.transfer.TransferRun;
import org.voxpost.msml.EventNames;
import org.voxpost.msml.dialog.Transfer;

/** The primitive {@code <transfer>} in a dialog: its variables, its handlers, and the facts that are worth an event of ours. */
final class TransferActivity implements Activity, TransferRun.Listener {

    /** What all transfers of a server share. */
    record Terms(Courier courier, TransferPolicy policy, TransferNames names, EventSink events) {}

    /** The dialog that a transfer belongs to, as our events call it. */
    record Owner(String dialog, String callId) {}

    private final Transfer transfer;
    private final TransferOrder order;
    private final Owner owner;
    private final Lane lane;
    private final Terms terms;
    private final Scope scope;
    private final TransferRun run;
    private List<Parcel> parcels;
    private boolean settling;
    private boolean parked;
    private @Nullable Parting parting;

    TransferActivity(Transfer transfer, TransferOrder order, Owner owner, Lane lane, Terms terms, Scope scope) {
        this.transfer = transfer;
        this.order = order;
        this.owner = owner;
        this.lane = lane;
        this.terms = terms;
        this.scope = scope;
        this.parcels = parcels(0);
        this.run = new TransferRun(lane, Parcels.plan(transfer), terms.policy(), terms.courier(), this);
    }

    @Override
    public void start() {
        order.before().ifPresentOrElse(this::settle, run::start);
    }

    /** What was delivered before the server stopped may have left a source that was to be deleted. */
    private void settle(OpenTransfer before) {
        settling = true;
        boolean last = Parcels.isLast(transfer, before.iteration());
        parcels = parcels(before.iteration());
        CompletableFuture<?>[] settled = parcels.stream()
                .flatMap(parcel -> order
                        .unsettled(parcel.jobId())
                        .map(job -> terms.courier()
                                .settle(parcel.as(job.deliveries(), true, last), job.version())
                                .thenAccept(note -> order.settled(parcel.jobId(), note)))
                        .stream())
                .toArray(CompletableFuture<?>[]::new);
        var _ = CompletableFuture.allOf(settled).whenComplete((_, _) -> lane.execute(() -> goOn(before)));
    }

    private void goOn(OpenTransfer before) {
        settling = false;
        if (parked) {
            return;
        }
        order.untold(before, terms.names()).forEach(this::objectDone);
        run.goOn(order.progress(before, terms.names(), Instant.now()));
        if (parting != null) {
            run.terminate(parting);
        }
    }

    @Override
    public List<Parcel> parcels(int iteration) {
        return order.jobs().apply(iteration).stream()
                .map(job -> Parcels.of(transfer.objects().get(job.object()), job.id()))
                .toList();
    }

    @Override
    public void iterationBegun(int iteration) {
        parcels = parcels(iteration);
        order.begun(iteration, transfer.id().orElse(""));
    }

    @Override
    public boolean answersTo(String target) {
        return Activity.means(target, "transfer", transfer.id());
    }

    @Override
    public void event(String target, String name) {
        TransferNames names = terms.names();
        List<String> known = List.of(names.resumeEvent(), names.terminateEvent(), names.startTimerEvent());
        String meant = EventNames.longestMatch(name, known).orElse("");
        if (meant.equals(names.resumeEvent())) {
            run.resume();
        } else if (meant.equals(names.terminateEvent())) {
            terminate(Parting.AT_ONCE);
        } else if (meant.equals(names.startTimerEvent())) {
            run.startTimers();
        }
    }

    @Override
    public void terminate(Parting how) {
        parting = parting == Parting.AT_ONCE ? parting : how;
        if (!settling) {
            run.terminate(how);
        }
    }

    @Override
    public boolean cancel(String job) {
        List<String> ids = parcels.stream().map(Parcel::jobId).toList();
        int object = ids.indexOf(job);
        if (object >= 0 && !settling) {
            run.cancel(object);
        }
        return object >= 0 && !settling;
    }

    @Override
    public void orphan() {
        run.orphan();
    }

    @Override
    public void park() {
        parked = true;
        run.park();
    }

    /** The handlers run into nothing, as the dialog is over; the outcome is still told to our own listeners. */
    @Override
    public void silence() {
        terminate(Parting.AT_ONCE);
    }

    @Override
    public void started() {
        terms.events()
                .accept(new TransferEvent.Started(owner.dialog(), transfer.id().orElse("")));
        scope.run(transfer.onStart());
    }

    @Override
    public void objectStarted(int object) {
        Parcel parcel = parcels.get(object);
        set(terms.names().objid(), Parcels.objectId(transfer, object));
        terms.events()
                .accept(new TransferEvent.ObjectStarted(
                        owner.dialog(),
                        parcel.jobId(),
                        Parcels.objectId(transfer, object),
                        parcel.content().source(),
                        Parcels.destination(parcel)));
        scope.run(transfer.onObjectStart());
    }

    @Override
    public void attempt(Parcel parcel, int tries, int failures) {
        order.attempt(parcel.jobId(), tries, failures);
    }

    @Override
    public CompletableFuture<Void> record(ObjectReport report) {
        return order.finished(
                parcels.get(report.object()).jobId(),
                new Outcome(
                        terms.names().of(report.end()),
                        report.octets(),
                        report.status(),
                        report.reason(),
                        report.attempts(),
                        report.duration(),
                        Instant.now()));
    }

    @Override
    public void objectDone(ObjectReport report) {
        TransferNames names = terms.names();
        Parcel parcel = parcels.get(report.object());
        String end = names.of(report.end());
        terms.events()
                .accept(new TransferEvent.ObjectFinished(
                        owner.dialog(),
                        owner.callId(),
                        parcel.jobId(),
                        Parcels.objectId(transfer, report.object()),
                        parcel.content().source(),
                        Parcels.destination(parcel),
                        end,
                        report.octets(),
                        report.status(),
                        report.reason(),
                        report.attempts(),
                        report.duration(),
                        Instant.now()));
        set(names.objid(), Parcels.objectId(transfer, report.object()));
        set(names.objcount(), Integer.toString(report.finished()));
        outcome(end, report.duration().toMillis(), report.octets(), report.status(), report.reason());
        if (report.end().isFailure()) {
            scope.failed(
                    ExitStatus.of(report.status()),
                    ExitStatus.description("transfer", report.status(), report.reason()));
        }
        scope.run(transfer.onObjectDone());
        order.told(parcel.jobId());
        terms.courier().forget(parcel.jobId());
    }

    @Override
    public CompletableFuture<Void> record(TransferReport report) {
        return order.finished(new Outcome(
                terms.names().of(report.end()),
                report.octets(),
                report.status(),
                report.reason(),
                report.finished(),
                report.duration(),
                Instant.now()));
    }

    @Override
    public void done(TransferReport report) {
        String end = terms.names().of(report.end());
        terms.events()
                .accept(new TransferEvent.Finished(
                        owner.dialog(),
                        owner.callId(),
                        transfer.id().orElse(""),
                        end,
                        report.octets(),
                        report.finished(),
                        report.status(),
                        report.reason(),
                        report.duration(),
                        Instant.now()));
        set(terms.names().objcount(), Integer.toString(report.finished()));
        outcome(end, report.duration().toMillis(), report.octets(), report.status(), report.reason());
        if (scope.run(transfer.onExit())) {
            scope.completed(this);
        }
    }

    private void outcome(String end, long millis, long octets, int status, String reason) {
        TransferNames names = terms.names();
        set(names.end(), end);
        set(names.duration(), Long.toString(millis));
        set(names.size(), Long.toString(octets));
        set(names.status(), Integer.toString(status));
        set(names.reason(), reason);
    }

    private void set(String variable, String value) {
        scope.set(transfer.id(), variable, value);
    }
}

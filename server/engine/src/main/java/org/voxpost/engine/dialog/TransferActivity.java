package org.voxpost.engine.dialog;

import java.time.Instant;
import java.util.List;
import org.voxpost.engine.event.EventSink;
import org.voxpost.engine.event.TransferEvent;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.transfer.Courier;
import org.voxpost.engine.transfer.ObjectReport;
import org.voxpost.engine.transfer.Parcel;
import org.voxpost.engine.transfer.TransferEnd;
import org.voxpost.engine.transfer.TransferNames;
import org.voxpost.engine.transfer.TransferPolicy;
import org.voxpost.engine.transfer.TransferReport;
import org.voxpost.engine.transfer.TransferRun;
import org.voxpost.msml.EventNames;
import org.voxpost.msml.dialog.Destination;
import org.voxpost.msml.dialog.Transfer;
import org.voxpost.msml.dialog.TransferObject;
import org.voxpost.msml.dialog.XmsrpUri;

/** The primitive {@code <transfer>} in a dialog: its variables, its handlers, and the facts that are worth an event of ours. */
final class TransferActivity implements Activity, TransferRun.Listener {

    /** What all transfers of a server share. */
    record Terms(Courier courier, TransferPolicy policy, TransferNames names, EventSink events) {}

    /** The dialog that a transfer belongs to, as our events call it. */
    record Owner(String dialog, String callId) {}

    private final Transfer transfer;
    private final List<Parcel> parcels;
    private final Owner owner;
    private final Terms terms;
    private final Scope scope;
    private final TransferRun run;

    TransferActivity(Transfer transfer, Owner owner, Lane lane, Terms terms, Scope scope) {
        this.transfer = transfer;
        this.owner = owner;
        this.terms = terms;
        this.scope = scope;
        this.parcels = transfer.objects().stream().map(Parcels::of).toList();
        this.run = new TransferRun(lane, Parcels.plan(transfer), parcels, terms.policy(), terms.courier(), this);
    }

    @Override
    public void start() {
        run.start();
    }

    @Override
    public boolean answersTo(String target) {
        return target.equals("transfer")
                || transfer.id()
                        .filter(id -> target.equals(id) || target.equals("transfer." + id))
                        .isPresent();
    }

    @Override
    public void event(String target, String name) {
        TransferNames names = terms.names();
        List<String> known = List.of(names.resumeEvent(), names.terminateEvent(), names.startTimerEvent());
        String meant = EventNames.longestMatch(name, known).orElse("");
        if (meant.equals(names.resumeEvent())) {
            run.resume();
        } else if (meant.equals(names.terminateEvent())) {
            run.terminate();
        } else if (meant.equals(names.startTimerEvent())) {
            run.startTimers();
        }
    }

    @Override
    public void terminate() {
        run.terminate();
    }

    @Override
    public void orphan() {
        run.orphan();
    }

    /** The handlers run into nothing, as the dialog is over; the outcome is still told to our own listeners. */
    @Override
    public void silence() {
        run.terminate();
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
        set(terms.names().objid(), objectId(object));
        terms.events()
                .accept(new TransferEvent.ObjectStarted(
                        owner.dialog(),
                        parcel.jobId(),
                        objectId(object),
                        parcel.content().source(),
                        destination(parcel)));
        scope.run(transfer.onObjectStart());
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
                        objectId(report.object()),
                        parcel.content().source(),
                        destination(parcel),
                        end,
                        report.octets(),
                        report.status(),
                        report.reason(),
                        report.attempts(),
                        report.duration(),
                        Instant.now()));
        set(names.objid(), objectId(report.object()));
        set(names.objcount(), Integer.toString(report.finished()));
        outcome(end, report.duration().toMillis(), report.octets(), report.status(), report.reason());
        if (report.end() == TransferEnd.FAILED || report.end() == TransferEnd.MAXTIME) {
            scope.failed(
                    ExitStatus.of(report.status()),
                    ExitStatus.description("transfer", report.status(), report.reason()));
        }
        scope.run(transfer.onObjectDone());
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

    private String objectId(int object) {
        TransferObject at = transfer.objects().get(object);
        return at.objid().orElseGet(() -> Integer.toString(object + 1));
    }

    private static String text(Destination destination) {
        return switch (destination) {
            case Destination.Uri uri -> uri.text();
            case XmsrpUri to ->
                "xmsrp://?offerer=" + to.offerer() + ";answerer=" + to.answerer()
                        + to.file().map(file -> ";file=" + file).orElse("");
        };
    }

    private static String destination(Parcel parcel) {
        return parcel.destination().map(TransferActivity::text).orElse("");
    }
}

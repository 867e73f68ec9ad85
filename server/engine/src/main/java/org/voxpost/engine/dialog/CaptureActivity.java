package org.voxpost.engine.dialog;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.capture.LiveSession;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;
import org.voxpost.engine.capture.store.SessionRecord;
import org.voxpost.engine.capture.store.Side;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.lane.SideWork;
import org.voxpost.engine.transfer.AttemptOutcome.Failed;
import org.voxpost.engine.transfer.Parting;
import org.voxpost.engine.transfer.SourceFailure;
import org.voxpost.media.MediaException;
import org.voxpost.media.MediaUri;
import org.voxpost.media.WriteMode;
import org.voxpost.msml.EventNames;
import org.voxpost.msml.dialog.Capture;
import org.voxpost.msml.dialog.Handler;

/**
 * The primitive {@code <text:capture>}: tells the application server what the record of its call's text has, in order, each fact once the
 * one before is answered. How far it is told is kept, so that a later run of the server goes on behind it.
 */
final class CaptureActivity implements Activity {

    private static final String COMPLETE = "capture.complete";
    private static final String TERMINATED = "capture.terminated";
    private static final String FAILED = "capture.failed";
    private static final List<String> EVENTS = List.of("terminate", "composing", "idle", "hold", "end");

    private final Capture capture;
    private final TextScene scene;
    private final Scope scope;
    private final SideWork work = new SideWork();
    private final ShownComposing composing;
    private final List<String> early = new ArrayList<>();
    private @Nullable SessionFacts facts;
    private String session = "";
    private int told;
    private boolean begun;
    private boolean terminating;
    private boolean over;
    private boolean parked;
    private boolean silenced;

    CaptureActivity(Capture capture, TextScene scene, Scope scope) {
        this.capture = capture;
        this.scene = scene;
        this.scope = scope;
        this.composing = new ShownComposing(scene.lane(), this::tellComposing);
    }

    @Override
    public void start() {
        Optional<String> onCall = scene.onCall();
        work.run(
                scene.blocking(),
                () -> {
                    // Whoever wants a transcript hears at once that it has nowhere to go.
                    if (capture.transcript().isPresent()) {
                        var _ = MediaUri.parse(capture.transcript().get());
                    }
                    return scene.begin(onCall);
                },
                found -> scene.lane().execute(() -> begin(found)),
                failure -> scene.lane().execute(() -> notBegun(failure)));
    }

    private void begin(Optional<TextScene.Beginning> found) {
        begun = true;
        if (parked) {
            return;
        }
        if (found.isEmpty()) {
            end(FAILED, 404, "no text is captured on the call");
            return;
        }
        SessionRecord record = found.get().session();
        session = record.id();
        set("session", session);
        set("callid", record.callId());
        set("incidentid", record.incidentId());
        set("previous", record.previous());
        if (!scene.order().goesOn()) {
            boolean _ = scope.run(capture.onStart());
        }
        early.forEach(this::act);
        if (terminating) {
            end(TERMINATED, 200, "");
        } else if (!over) {
            read(Math.max(capture.after(), found.get().place()));
        }
    }

    private void read(int after) {
        SessionFacts reading = new SessionFacts(
                scene.text(), scene.blocking(), scene.lane(), session, after, this::tell, composing::is);
        facts = reading;
        reading.begin();
    }

    private void notBegun(Exception failure) {
        if (!parked) {
            Failed failed = failure instanceof MediaException
                    ? SourceFailure.of(failure)
                    : Failed.temporarily(500, "the record cannot be used: " + failure.getMessage());
            end(FAILED, failed.status(), failed.reason());
        }
    }

    private CompletionStage<?> tell(Fact fact) {
        if (fact.kind() == FactKind.CALL_ENDED) {
            end(COMPLETE, 200, fact.note());
            return CompletableFuture.completedStage(null);
        }
        Handler handler = handler(fact);
        if (handler.equals(Handler.NONE)) {
            return CompletableFuture.completedStage(null);
        }
        FactVariables.of(fact).forEach(this::set);
        told++;
        boolean _ = scope.run(handler);
        return scope.told().thenRun(() -> moved(fact.number()));
    }

    /** The place of one that is over is let go. */
    private void moved(int number) {
        if (!over) {
            scene.moved(session, number);
        }
    }

    private CompletionStage<?> tellComposing(boolean active) {
        set("composing", Boolean.toString(active));
        boolean _ = scope.run(capture.onComposing());
        return scope.told();
    }

    private Handler handler(Fact fact) {
        return switch (fact.kind()) {
            case MEDIA_STARTED, MEDIA_ENDED -> capture.onMedia();
            case MESSAGE -> fact.side() == Side.CALLER ? capture.onMessage() : Handler.NONE;
            case INCOMPLETE -> capture.onIncomplete();
            case DELIVERED, UNDELIVERED -> capture.onDelivery();
            case SIGNALLING, CALL_STARTED, NICKNAME, CALL_ENDED, MALFORMED, REFUSED -> Handler.NONE;
        };
    }

    @Override
    public boolean answersTo(String target) {
        return Activity.means(target, "capture", capture.id());
    }

    @Override
    public void event(String target, String name) {
        EventNames.longestMatch(name, EVENTS).ifPresent(meant -> {
            if (begun) {
                act(meant);
            } else {
                early.add(meant);
            }
        });
    }

    private void act(String event) {
        switch (event) {
            case "terminate" -> terminate(Parting.AT_ONCE);
            case "composing" -> live().ifPresent(live -> live.showComposing(true));
            case "idle" -> live().ifPresent(live -> live.showComposing(false));
            case "hold" ->
                live().ifPresent(live -> {
                    var _ = live.hold();
                });
            case "end" -> live().ifPresent(live -> live.end("the application server ended it"));
            default -> throw new IllegalStateException("no event of ours: " + event);
        }
    }

    private Optional<LiveSession> live() {
        return scene.text().live(session);
    }

    @Override
    public void terminate(Parting how) {
        if (how == Parting.WHEN_QUIET) {
            // The call is over: what the caller sent before still comes, and then the end of the session.
            return;
        }
        terminating = true;
        if (begun) {
            end(TERMINATED, 200, "");
        }
    }

    @Override
    public void park() {
        parked = true;
        work.cancel();
        stopReading();
    }

    @Override
    public void silence() {
        silenced = true;
        terminate(Parting.AT_ONCE);
    }

    private void stopReading() {
        if (facts != null) {
            facts.stop();
        }
    }

    /** Files the transcript, where one is wanted, and is over then. */
    private void end(String end, int status, String reason) {
        if (over) {
            return;
        }
        over = true;
        stopReading();
        String wanted = capture.transcript().orElse("");
        if (wanted.isEmpty() || session.isEmpty()) {
            exit(end, status, reason);
            return;
        }
        work.run(
                scene.blocking(),
                () -> file(wanted),
                _ -> scene.lane().execute(() -> exit(end, status, reason)),
                failure -> scene.lane().execute(() -> unfiled(failure)));
    }

    private long file(String wanted) throws Exception {
        byte[] document = scene.text().transcript(session, capture.form());
        return scene.media().write(new ByteArrayInputStream(document), MediaUri.parse(wanted), WriteMode.REPLACE);
    }

    private void unfiled(Exception failure) {
        Failed failed = failure instanceof JournalException
                ? Failed.temporarily(500, String.valueOf(failure.getMessage()))
                : SourceFailure.of(failure);
        exit(FAILED, failed.status(), "the transcript cannot be filed: " + failed.reason());
    }

    private void exit(String end, int status, String reason) {
        if (parked) {
            return;
        }
        scene.done(capture, session);
        if (silenced) {
            return;
        }
        if (end.equals(FAILED)) {
            scope.failed(ExitStatus.of(status), ExitStatus.description("capture", status, reason));
        }
        set("end", end);
        set("status", Integer.toString(status));
        set("reason", reason);
        set("count", Integer.toString(told));
        if (scope.run(capture.onExit())) {
            scope.completed(this);
        }
    }

    private void set(String variable, String value) {
        scope.set(capture.id(), "capture." + variable, value);
    }
}

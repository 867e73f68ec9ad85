package org.voxpost.engine.dialog;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.capture.CaptureRefused;
import org.voxpost.engine.capture.LiveSession;
import org.voxpost.engine.capture.Said;
import org.voxpost.engine.capture.store.CaptureEvent;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.lane.SideWork;
import org.voxpost.engine.transfer.Parting;
import org.voxpost.msml.EventNames;
import org.voxpost.msml.dialog.Say;

/**
 * The primitive {@code <text:say>}: text for the caller, on record before it leaves, and done when it is known what became of it. Its message
 * id is that of the primitive, so that a later run of the server finds it in the record and does not say it again.
 */
final class SayActivity implements Activity {

    private static final Logger log = LoggerFactory.getLogger(SayActivity.class);

    private static final String BY_DEFAULT = "application server";

    private final Say say;
    private final TextScene scene;
    private final Scope scope;
    private final SideWork work = new SideWork();
    private @Nullable SessionFacts facts;
    private String session = "";
    private boolean over;
    private boolean parked;

    SayActivity(Say say, TextScene scene, Scope scope) {
        this.say = say;
        this.scene = scene;
        this.scope = scope;
    }

    /** @param said number of the fact that has it; 0 where nobody said it yet */
    private record Beginning(String session, int said) {}

    @Override
    public void start() {
        Optional<String> onCall = scene.onCall();
        work.run(
                scene.blocking(),
                () -> find(onCall),
                found -> scene.lane().execute(() -> begin(found)),
                failure -> scene.lane().execute(() -> unreadable(failure)));
    }

    private Optional<Beginning> find(Optional<String> onCall) throws JournalException {
        Optional<TextScene.Beginning> scenes = scene.begin(onCall);
        if (scenes.isEmpty()) {
            return Optional.empty();
        }
        String found = scenes.get().session().id();
        return Optional.of(new Beginning(found, scene.order().goesOn() ? saidBefore(found) : 0));
    }

    private int saidBefore(String session) throws JournalException {
        List<CaptureEvent> page = scene.text().page(session, 0);
        while (!page.isEmpty()) {
            for (CaptureEvent event : page) {
                if (isOurs(event.fact(), FactKind.MESSAGE)) {
                    return event.fact().number();
                }
            }
            page = scene.text().page(session, page.getLast().fact().number());
        }
        return 0;
    }

    private boolean isOurs(Fact fact, FactKind kind) {
        return fact.kind() == kind && fact.messageId().equals(scene.part());
    }

    private void begin(Optional<Beginning> found) {
        if (over || parked) {
            return;
        }
        if (found.isEmpty()) {
            failed(404, "no text is captured on the call");
            return;
        }
        session = found.get().session();
        Optional<LiveSession> live = scene.text().live(session);
        if (found.get().said() > 0) {
            wait(found.get().said());
        } else if (live.isEmpty()) {
            failed(481, "the session is over");
        } else {
            byte[] octets = say.text().getBytes(StandardCharsets.UTF_8);
            var _ = live.get()
                    .say(scene.part(), say.contentType(), octets, say.party().orElse(BY_DEFAULT))
                    .whenComplete((said, failure) -> scene.lane().execute(() -> said(said, failure)));
        }
    }

    private void said(@Nullable Said said, @Nullable Throwable failure) {
        if (over || parked) {
            return;
        }
        if (said == null) {
            refused(failure);
        } else {
            wait(said.number());
        }
    }

    private void refused(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof CaptureRefused refused) {
            int status = switch (refused.reason()) {
                case NO_SESSION -> 481;
                case NOT_TAKEN -> 480;
                case BAD_REQUEST -> 400;
                case UNAVAILABLE -> 503;
            };
            failed(status, String.valueOf(refused.getMessage()));
        } else {
            log.error("Text could not be said: {}", scene.part(), cause);
            failed(500, "internal error");
        }
    }

    /** Until it is known what became of it. */
    private void wait(int number) {
        set("number", Integer.toString(number));
        set("messageid", scene.part());
        SessionFacts reading =
                new SessionFacts(scene.text(), scene.blocking(), scene.lane(), session, number, this::heard, _ -> {});
        facts = reading;
        reading.begin();
    }

    private CompletionStage<?> heard(Fact fact) {
        if (isOurs(fact, FactKind.DELIVERED)) {
            end("say.complete", 200, fact.note());
        } else if (isOurs(fact, FactKind.UNDELIVERED)) {
            failed(fact.status() == 0 ? 480 : fact.status(), fact.note());
        } else if (fact.kind() == FactKind.CALL_ENDED) {
            failed(480, "the session ended before it was known whether it arrived");
        }
        return CompletableFuture.completedStage(null);
    }

    private void unreadable(Exception failure) {
        if (!over && !parked) {
            log.warn("The record cannot be read: {} {}", scene.part(), failure.getMessage());
            failed(500, "the record cannot be read");
        }
    }

    @Override
    public boolean answersTo(String target) {
        return Activity.means(target, "say", say.id());
    }

    @Override
    public void event(String target, String name) {
        if (EventNames.longestMatch(name, List.of("terminate")).isPresent()) {
            terminate(Parting.AT_ONCE);
        }
    }

    /** What is on its way stays on its way. */
    @Override
    public void terminate(Parting how) {
        end("say.terminated", 200, "");
    }

    @Override
    public void park() {
        parked = true;
        stop();
    }

    @Override
    public void silence() {
        over = true;
        stop();
        scene.done(say, session);
    }

    private void stop() {
        if (facts != null) {
            facts.stop();
        }
    }

    private void failed(int status, String reason) {
        if (!over) {
            scope.failed(ExitStatus.of(status), ExitStatus.description("say", status, reason));
            end("say.failed", status, reason);
        }
    }

    private void end(String end, int status, String reason) {
        if (over || parked) {
            return;
        }
        over = true;
        stop();
        scene.done(say, session);
        set("end", end);
        set("status", Integer.toString(status));
        set("reason", reason);
        if (scope.run(say.onExit())) {
            scope.completed(this);
        }
    }

    private void set(String variable, String value) {
        scope.set(say.id(), "say." + variable, value);
    }
}

package org.voxpost.engine.dialog;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.capture.SessionWatcher;
import org.voxpost.engine.capture.store.CaptureEvent;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.lane.Alarm;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.lane.SideWork;

/**
 * Reads the facts of one session from the record, as they are written, and hands them on in order, each once the one before is done with.
 * However slow its reader is, no more than a page is in memory. Belongs to its lane.
 */
final class SessionFacts implements SessionWatcher {

    private static final Logger log = LoggerFactory.getLogger(SessionFacts.class);

    /** Between two looks at a session that nobody here tells of, and after one that failed. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    /** As above, of one that is told of: its end may be written by another, or never. */
    private static final Duration SELDOM = Duration.ofSeconds(30);

    private final CapturedText text;
    private final Executor blocking;
    private final Lane lane;
    private final String session;
    private final Function<Fact, CompletionStage<?>> taker;
    private final Consumer<Boolean> shown;
    private final SideWork work = new SideWork();
    private final Queue<Fact> page = new ArrayDeque<>();
    private Alarm look = () -> {};
    private int after;
    private boolean busy;
    private boolean news;
    private boolean stopped;

    /**
     * @param after number of the fact behind which it begins
     * @param taker called on the lane; done with a fact when what it returns completes
     * @param shown called on the lane when the caller begins to write, or stops
     */
    SessionFacts(
            CapturedText text,
            Executor blocking,
            Lane lane,
            String session,
            int after,
            Function<Fact, CompletionStage<?>> taker,
            Consumer<Boolean> shown) {
        this.shown = shown;
        this.text = text;
        this.blocking = blocking;
        this.lane = lane;
        this.session = session;
        this.after = after;
        this.taker = taker;
    }

    void begin() {
        text.live(session).ifPresent(live -> live.watch(this));
        read();
    }

    @Override
    public void composing(boolean active) {
        lane.execute(() -> {
            if (!stopped) {
                shown.accept(active);
            }
        });
    }

    /** Nothing is handed on any more. */
    void stop() {
        stopped = true;
        page.clear();
        work.cancel();
        look.cancel();
        text.live(session).ifPresent(live -> live.unwatch(this));
    }

    @Override
    public void newFacts() {
        lane.execute(() -> {
            news = true;
            if (!busy) {
                read();
            }
        });
    }

    private void read() {
        if (stopped) {
            return;
        }
        busy = true;
        news = false;
        int from = after;
        work.run(
                blocking,
                () -> text.page(session, from),
                found -> lane.execute(() -> take(found)),
                failure -> lane.execute(() -> unreadable(failure)));
    }

    private void unreadable(Exception failure) {
        if (!stopped) {
            log.warn("The record of a session cannot be read now: session={} {}", session, failure.getMessage());
            busy = false;
            lookLater(LOOK);
        }
    }

    private void take(List<CaptureEvent> found) {
        if (!stopped) {
            found.forEach(event -> page.add(event.fact()));
            news |= !found.isEmpty();
            next();
        }
    }

    private void next() {
        while (!stopped) {
            Fact fact = page.poll();
            if (fact == null) {
                pageDone();
                return;
            }
            after = fact.number();
            CompletableFuture<?> done = taker.apply(fact).toCompletableFuture();
            if (!done.isDone()) {
                var _ = done.whenComplete((_, _) -> lane.execute(this::next));
                return;
            }
        }
    }

    private void pageDone() {
        if (news) {
            read();
            return;
        }
        busy = false;
        lookLater(text.live(session).isPresent() ? SELDOM : LOOK);
    }

    private void lookLater(Duration delay) {
        look.cancel();
        look = lane.after(delay, () -> {
            if (!busy) {
                read();
            }
        });
    }
}

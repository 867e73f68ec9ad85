package org.voxpost.app.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.voxpost.engine.capture.CaptureDesk;
import org.voxpost.engine.capture.CaptureWatcher;
import org.voxpost.engine.capture.Composing;
import org.voxpost.engine.capture.store.AuditEntry;
import org.voxpost.engine.capture.store.CaptureEvent;
import org.voxpost.engine.capture.store.CaptureStore;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.journal.JournalException;

/**
 * {@code /api/v1/events}: what happens to captured sessions, in one order, from any place: at once, after a wait, or as Server-Sent Events.
 * {@code /api/v1/readers}: how far those are who wish to have that kept for them.
 */
final class EventRoutes implements HttpService {

    /** Whoever reads no faster than this is sent its facts later, and never the passing things in between. */
    private static final int PASSING = 256;

    private static final int AT_ONCE = 100;
    private static final Duration BEAT = Duration.ofSeconds(15);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final CaptureStore store;
    private final CaptureDesk desk;
    private final Events events;
    private final EventFeed feed;
    private final Audit audit;

    EventRoutes(CaptureStore store, CaptureDesk desk, Events events, Audit audit) {
        this.audit = audit;
        this.store = store;
        this.desk = desk;
        this.events = events;
        this.feed = events.feed();
    }

    /** How far a reader is. */
    record Place(long place) {}

    /** Somebody writes, or stopped. */
    record ComposingView(String session, String party, boolean active, Instant at) {
        static ComposingView of(Composing composing) {
            return new ComposingView(composing.session(), composing.party(), composing.active(), composing.at());
        }
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/events", this::events)
                .get("/events/{sequence}/content", this::content)
                .get("/readers/{name}", this::place)
                .put("/readers/{name}", this::move)
                .get("/audit", this::audits);
    }

    private void events(ServerRequest request, ServerResponse response) throws Exception {
        Queries.known(request, List.of("after", "limit", "wait", "reader"));
        boolean stream = request.headers()
                .first(HeaderNames.ACCEPT)
                .filter(accept -> accept.contains("text/event-stream"))
                .isPresent();
        long after = after(request);
        if (stream) {
            audit.note(request, "", "began to read all events behind " + after);
            stream(response, after);
            return;
        }
        int limit = Queries.limit(request);
        List<EventView> found = events.after(after, limit, Queries.wait(request, LONGEST_WAIT));
        if (!found.isEmpty()) {
            audit.note(request, "", "read the events behind " + after);
        }
        ApiServer.send(
                response,
                new Page<>(found, found.isEmpty() ? null : found.getLast().sequence()));
    }

    /** A reader's own place, what it has seen last, or what it asks for; otherwise from the beginning. */
    private long after(ServerRequest request) throws JournalException {
        Optional<Long> seen = request.headers()
                .first(HeaderNames.create("Last-Event-ID"))
                .map(value -> Queries.number("Last-Event-ID", value));
        if (seen.isPresent()) {
            return seen.get();
        }
        Optional<String> reader = Queries.text(request, "reader");
        return reader.isPresent() && !request.query().contains("after")
                ? store.place(reader.get()).orElse(0L)
                : Queries.number(request, "after").orElse(0L);
    }

    private void stream(ServerResponse response, long after) throws JournalException {
        BlockingQueue<Composing> passing = new ArrayBlockingQueue<>(PASSING);
        CaptureWatcher watcher = composing -> {
            if (passing.offer(composing)) {
                feed.wake();
            }
        };
        desk.watch(watcher);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        try (SseSink sink = response.sink(SseSink.TYPE)) {
            sink.emit(SseEvent.builder().comment("facts behind " + after).build());
            send(sink, passing, after);
        } catch (UncheckedIOException gone) {
            // A reader that comes back says what it has.
        } catch (InterruptedException stopped) {
            // The server stops: the stream ends, and its reader goes on with the next one.
            Thread.currentThread().interrupt();
        } finally {
            desk.unwatch(watcher);
        }
    }

    private void send(SseSink sink, BlockingQueue<Composing> passing, long after)
            throws JournalException, InterruptedException {
        long place = after;
        long beat = System.nanoTime();
        while (true) {
            long seen = feed.version();
            List<EventView> found = events.after(place, AT_ONCE);
            for (EventView view : found) {
                sink.emit(SseEvent.builder()
                        .id(Long.toString(view.sequence()))
                        .name(view.type())
                        .data(text(view))
                        .build());
                place = view.sequence();
            }
            List<Composing> shown = new ArrayList<>();
            passing.drainTo(shown);
            for (Composing composing : shown) {
                sink.emit(SseEvent.builder()
                        .name("composing")
                        .data(text(ComposingView.of(composing)))
                        .build());
            }
            if (found.isEmpty() && shown.isEmpty()) {
                if (System.nanoTime() - beat > BEAT.toNanos()) {
                    sink.emit(SseEvent.builder().comment("still here").build());
                    beat = System.nanoTime();
                }
                feed.awaitNewer(seen, BEAT);
            } else {
                beat = System.nanoTime();
            }
        }
    }

    private static String text(Object view) {
        return new String(Json.bytes(view), StandardCharsets.UTF_8);
    }

    private void audits(ServerRequest request, ServerResponse response) throws JournalException {
        Queries.known(request, List.of("after", "limit"));
        List<AuditEntry> found = store.audits(Queries.number(request, "after").orElse(0L), Queries.limit(request));
        ApiServer.send(
                response,
                new Page<>(found, found.isEmpty() ? null : found.getLast().sequence()));
    }

    /** The octets of what belongs to no session, as a message that could not be read. */
    private void content(ServerRequest request, ServerResponse response) throws JournalException {
        long sequence =
                Queries.number("sequence", request.path().pathParameters().get("sequence"));
        Fact fact = store.events(sequence - 1, 1).stream()
                .filter(event -> event.sequence() == sequence)
                .map(CaptureEvent::fact)
                .filter(one -> one.session().isEmpty() && one.octets().hasRemaining())
                .findFirst()
                .orElseThrow(
                        () -> new Refusal(Status.NOT_FOUND_404, "no event " + sequence + " of no session has content"));
        audit.note(request, "", "read the content of event " + sequence);
        SessionRoutes.download(response);
        response.send(SessionRoutes.array(fact.octets()));
    }

    private void place(ServerRequest request, ServerResponse response) throws JournalException {
        String name = request.path().pathParameters().get("name");
        ApiServer.send(
                response,
                new Place(store.place(name).orElseThrow(() -> new Refusal(Status.NOT_FOUND_404, "no reader " + name))));
    }

    /** Everything up to this is with the reader; a place behind where it is changes nothing. */
    private void move(ServerRequest request, ServerResponse response)
            throws JournalException, InterruptedException, TimeoutException {
        String name = request.path().pathParameters().get("name");
        if (name.contains(":")) {
            throw new Refusal(Status.FORBIDDEN_403, "the place of " + name + " is the server's own");
        }
        long place = Bodies.read(request, Place.class).place();
        if (place < 0 || place > store.newest()) {
            throw new Refusal(Status.BAD_REQUEST_400, "place is " + place + "; allowed: 0 to the newest sequence");
        }
        try {
            store.move(name, place, Instant.now()).get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new Refusal(Status.SERVICE_UNAVAILABLE_503, "the place cannot be written");
        }
        ApiServer.send(response, new Place(store.place(name).orElse(place)));
    }
}

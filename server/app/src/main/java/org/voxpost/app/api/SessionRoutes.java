package org.voxpost.app.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.capture.CaptureDesk;
import org.voxpost.engine.capture.CaptureRefused;
import org.voxpost.engine.capture.LiveSession;
import org.voxpost.engine.capture.Said;
import org.voxpost.engine.capture.store.CaptureEvent;
import org.voxpost.engine.capture.store.CaptureStore;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;
import org.voxpost.engine.capture.store.SessionQuery;
import org.voxpost.engine.capture.store.SessionRecord;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.sip.BodyPart;

/** {@code /api/v1/sessions}: captured sessions, what was said in them, and what the answering side says. */
final class SessionRoutes implements HttpService {

    private static final int PIECES = 64;

    private final CaptureStore store;
    private final CaptureDesk desk;
    private final Audit audit;

    SessionRoutes(CaptureStore store, CaptureDesk desk, Audit audit) {
        this.audit = audit;
        this.store = store;
        this.desk = desk;
    }

    /**
     * Text of the answering side.
     *
     * @param party who says it
     */
    record TextToSend(@Nullable String text, @Nullable String party) {}

    record SaidView(int number, String messageId) {}

    record ComposingToShow(boolean active) {}

    record Ending(@Nullable String reason) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get("/", this::list)
                .get("/{id}", this::show)
                .get("/{id}/invite", this::invite)
                .get("/{id}/parts/{path}", this::part)
                .get("/{id}/transcript", this::transcript)
                .get("/{id}/events", this::events)
                .get("/{id}/events/{number}/content", this::content)
                .post("/{id}/messages", this::say)
                .post("/{id}/composing", this::composing)
                .post("/{id}/hold", this::hold)
                .post("/{id}/end", this::end);
    }

    private void list(ServerRequest request, ServerResponse response) throws JournalException {
        Queries.known(request, List.of("state", "call-id", "incident-id", "caller", "before", "limit"));
        SessionQuery query = new SessionQuery(
                Queries.text(request, "state").map(SessionRoutes::open),
                Queries.text(request, "call-id"),
                Queries.text(request, "incident-id"),
                Queries.text(request, "caller"),
                Queries.text(request, "before"),
                Queries.limit(request));
        ApiServer.send(
                response,
                new SessionPage(
                        store.sessions(query).stream().map(SessionView::of).toList()));
    }

    record SessionPage(List<SessionView> items) {}

    private static boolean open(String state) {
        return switch (state) {
            case "open" -> true;
            case "closed" -> false;
            default -> throw new Refusal(Status.BAD_REQUEST_400, "state is '" + state + "'; allowed: open, closed");
        };
    }

    private void show(ServerRequest request, ServerResponse response) throws JournalException {
        ApiServer.send(response, SessionView.of(session(request)));
    }

    private void events(ServerRequest request, ServerResponse response) throws JournalException {
        Queries.known(request, List.of("after", "limit"));
        SessionRecord session = session(request);
        int limit = Queries.limit(request);
        audit.note(request, session.id(), "read events");
        List<CaptureEvent> found = store.eventsOf(session.id(), place(request), limit);
        ApiServer.send(
                response,
                new Page<>(
                        found.stream()
                                .map(event -> EventView.of(event, Optional.of(session)))
                                .toList(),
                        next(session, found)));
    }

    /** Long facts end a page early, so that only the store knows whether there are more. */
    private @Nullable Long next(SessionRecord session, List<CaptureEvent> page) throws JournalException {
        if (page.isEmpty()) {
            return null;
        }
        int last = page.getLast().fact().number();
        return store.eventsOf(session.id(), last, 1).isEmpty() ? null : (long) last;
    }

    private void invite(ServerRequest request, ServerResponse response) throws JournalException {
        Fact invite = inviteOf(session(request));
        audit.note(request, invite.session(), "read what the call came with");
        ApiServer.send(
                response,
                InviteView.of(
                        SipImage.of(array(invite.octets())), "/api/v1/sessions/" + invite.session(), invite.number()));
    }

    /** A part of the body that the call came with, exactly as it came. */
    private void part(ServerRequest request, ServerResponse response) throws JournalException {
        String path = request.path().pathParameters().get("path");
        BodyPart part = SipImage.of(array(inviteOf(session(request)).octets())).parts().parts().stream()
                .filter(one -> one.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new Refusal(Status.NOT_FOUND_404, "the call came with no part " + path));
        audit.note(request, request.path().pathParameters().get("id"), "read part " + path);
        download(response);
        response.send(part.body().bytes());
    }

    private Fact inviteOf(SessionRecord session) throws JournalException {
        return store.eventsOf(session.id(), 0, 1).stream()
                .map(CaptureEvent::fact)
                .filter(fact -> fact.kind() == FactKind.SIGNALLING)
                .findFirst()
                .orElseThrow(() -> new Refusal(Status.NOT_FOUND_404, "the session came without an INVITE"));
    }

    /** What is sent next is no page of ours, whatever it is. */
    static void download(ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "application/octet-stream");
        response.header(HeaderNames.create("X-Content-Type-Options"), "nosniff");
        response.header(HeaderNames.create("Content-Disposition"), "attachment");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
    }

    /** JSON, or a page for whoever prefers that. */
    private void transcript(ServerRequest request, ServerResponse response) throws JournalException {
        SessionRecord session = session(request);
        audit.note(request, session.id(), "read the transcript");
        Transcript transcript = Transcriber.of(store, session);
        boolean page = request.headers()
                .first(HeaderNames.ACCEPT)
                .filter(accept -> accept.contains("text/html"))
                .isPresent();
        if (!page) {
            ApiServer.send(response, transcript);
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
        response.header(HeaderNames.create("Content-Security-Policy"), TranscriptPage.POLICY);
        response.header(HeaderNames.create("X-Content-Type-Options"), "nosniff");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(TranscriptPage.of(transcript));
    }

    private static int place(ServerRequest request) {
        return Math.toIntExact(Math.clamp(Queries.number(request, "after").orElse(0L), 0L, (long) Integer.MAX_VALUE));
    }

    /** The octets of a fact as they came. They are a download: what a caller sends is no page of ours. */
    private void content(ServerRequest request, ServerResponse response) throws JournalException, IOException {
        Fact fact = fact(request);
        audit.note(request, fact.session(), "read the content of event " + fact.number());
        download(response);
        if (fact.body().isEmpty()) {
            response.send(array(fact.octets()));
            return;
        }
        try (OutputStream out = response.outputStream()) {
            long after = -1;
            List<CaptureStore.Kept> pieces = store.kept(fact.session(), fact.body(), after, PIECES);
            while (!pieces.isEmpty()) {
                for (CaptureStore.Kept piece : pieces) {
                    out.write(array(piece.octets()));
                    after = piece.start();
                }
                pieces = store.kept(fact.session(), fact.body(), after, PIECES);
            }
        }
    }

    private void say(ServerRequest request, ServerResponse response) throws Exception {
        TextToSend wanted = Bodies.read(request, TextToSend.class);
        String text = wanted.text();
        if (text == null || text.isEmpty()) {
            throw new Refusal(Status.BAD_REQUEST_400, "text is missing");
        }
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        if (octets.length > LiveSession.LONGEST_TEXT) {
            throw new Refusal(
                    Status.BAD_REQUEST_400,
                    "text has " + octets.length + " octets; allowed: " + LiveSession.LONGEST_TEXT);
        }
        LiveSession session = live(request);
        String party = wanted.party() == null ? Doorkeeper.client(request).name() : wanted.party();
        Said said = said(session.say("text/plain", octets, party));
        audit.note(request, session.record().id(), "wrote to the caller as " + party);
        response.status(Status.ACCEPTED_202);
        ApiServer.send(response, new SaidView(said.number(), said.messageId()));
    }

    private static Said said(CompletableFuture<Said> saying)
            throws InterruptedException, TimeoutException, ExecutionException {
        try {
            return saying.get(15, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CaptureRefused refused) {
                throw refusal(refused);
            }
            throw e;
        }
    }

    static Refusal refusal(CaptureRefused refused) {
        return new Refusal(status(refused.reason()), String.valueOf(refused.getMessage()));
    }

    private static Status status(CaptureRefused.Reason reason) {
        return switch (reason) {
            case NO_SESSION -> Status.NOT_FOUND_404;
            case NOT_TAKEN -> Status.CONFLICT_409;
            case BAD_REQUEST -> Status.BAD_REQUEST_400;
            case UNAVAILABLE -> Status.SERVICE_UNAVAILABLE_503;
        };
    }

    private void composing(ServerRequest request, ServerResponse response) throws JournalException {
        live(request).showComposing(Bodies.read(request, ComposingToShow.class).active());
        response.status(Status.ACCEPTED_202).send();
    }

    /** The caller is told to wait, by the text that is configured for it. */
    private void hold(ServerRequest request, ServerResponse response) throws Exception {
        LiveSession session = live(request);
        audit.note(request, session.record().id(), "put the caller on hold");
        Said said = said(session.hold());
        response.status(Status.ACCEPTED_202);
        ApiServer.send(response, new SaidView(said.number(), said.messageId()));
    }

    /** That it is over follows as a fact. */
    private void end(ServerRequest request, ServerResponse response) throws JournalException {
        String reason = request.content().hasEntity()
                ? Bodies.read(request, Ending.class).reason()
                : null;
        LiveSession session = live(request);
        audit.note(request, session.record().id(), "ended the session");
        session.end(reason == null ? "ended by the answering side" : reason);
        response.status(Status.ACCEPTED_202).send();
    }

    private SessionRecord session(ServerRequest request) throws JournalException {
        String id = request.path().pathParameters().get("id");
        return store.session(id).orElseThrow(() -> new Refusal(Status.NOT_FOUND_404, "no session " + id));
    }

    private LiveSession live(ServerRequest request) throws JournalException {
        SessionRecord session = session(request);
        return desk.live(session.id())
                .orElseThrow(() -> new Refusal(
                        Status.CONFLICT_409,
                        "the session " + session.id() + " is closed, or its call is on another node"));
    }

    private Fact fact(ServerRequest request) throws JournalException {
        SessionRecord session = session(request);
        long number = Queries.number("number", request.path().pathParameters().get("number"));
        List<CaptureEvent> found = store.eventsOf(session.id(), (int) number - 1, 1);
        if (found.isEmpty()
                || found.getFirst().fact().number() != number
                || found.getFirst().fact().size() == 0) {
            throw new Refusal(Status.NOT_FOUND_404, "nothing of number " + number + " has content");
        }
        return found.getFirst().fact();
    }

    static byte[] array(ByteBuffer octets) {
        byte[] array = new byte[octets.remaining()];
        octets.duplicate().get(array);
        return array;
    }
}

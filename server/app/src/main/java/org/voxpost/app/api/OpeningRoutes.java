package org.voxpost.app.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.capture.CaptureDesk;
import org.voxpost.engine.capture.CaptureRefused;
import org.voxpost.engine.capture.Opened;
import org.voxpost.engine.capture.SessionToOpen;

/** {@code /api/v1/sessions}: sessions whose signalling is the asker's own (3PCC): an offer in, an answer out. */
final class OpeningRoutes implements HttpService {

    private static final long PATIENCE_SECONDS = 15;

    private final CaptureDesk desk;
    private final Audit audit;

    OpeningRoutes(CaptureDesk desk, Audit audit) {
        this.desk = desk;
        this.audit = audit;
    }

    /**
     * A session to open.
     *
     * @param offer the caller's session description; absent where ours is wanted
     */
    record ToOpen(
            @Nullable String offer,
            @Nullable String caller,
            @Nullable String called,
            @Nullable String callId,
            @Nullable String incidentId,
            @Nullable String callIdSip) {

        SessionToOpen session() {
            return new SessionToOpen(
                    text(caller), text(called), text(callId), text(incidentId), text(callIdSip), text(offer));
        }

        private static String text(@Nullable String value) {
            return value == null ? "" : value;
        }
    }

    /**
     * A description for the caller: an answer, or an offer where ours was wanted.
     *
     * @param id of the session
     */
    record Described(String id, String description) {}

    record Description(@Nullable String description) {
        String required() {
            if (description == null || description.isBlank()) {
                throw new Refusal(Status.BAD_REQUEST_400, "description is missing");
            }
            return description;
        }
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/", this::open).post("/{id}/offer", this::offer).post("/{id}/answer", this::answer);
    }

    private void open(ServerRequest request, ServerResponse response) throws Exception {
        SessionToOpen wanted = Bodies.read(request, ToOpen.class).session();
        Opened opened = done(() -> desk.offered().open(wanted));
        audit.note(request, opened.session(), "opened the session");
        response.status(Status.CREATED_201);
        response.header(HeaderNames.LOCATION, "/api/v1/sessions/" + opened.session());
        ApiServer.send(response, new Described(opened.session(), opened.description()));
    }

    /** The caller moves its stream, or repeats it. */
    private void offer(ServerRequest request, ServerResponse response) throws Exception {
        String id = request.path().pathParameters().get("id");
        String offer = Bodies.read(request, Description.class).required();
        audit.note(request, id, "gave a further offer");
        ApiServer.send(response, new Described(id, done(() -> desk.offered().offered(id, offer))));
    }

    private void answer(ServerRequest request, ServerResponse response) throws Exception {
        String id = request.path().pathParameters().get("id");
        String answer = Bodies.read(request, Description.class).required();
        audit.note(request, id, "gave an answer");
        var _ = done(() -> desk.offered().answered(id, answer).thenApply(_ -> true));
        response.status(Status.NO_CONTENT_204).send();
    }

    /** Something that is refused at once or later. */
    @FunctionalInterface
    private interface Asked<T> {
        CompletableFuture<T> ask() throws CaptureRefused;
    }

    private static <T> T done(Asked<T> asked) throws InterruptedException, TimeoutException, ExecutionException {
        try {
            return asked.ask().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (CaptureRefused e) {
            throw SessionRoutes.refusal(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CaptureRefused refused) {
                throw SessionRoutes.refusal(refused);
            }
            throw e;
        }
    }
}

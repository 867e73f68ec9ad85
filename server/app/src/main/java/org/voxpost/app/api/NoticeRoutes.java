package org.voxpost.app.api;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.List;
import org.voxpost.engine.journal.Delivery;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.journal.Notice;
import org.voxpost.engine.journal.Outbox;

/** {@code /api/v1/notices} and, under {@code /api/v1/sinks}, what a webhook did not take. */
final class NoticeRoutes implements HttpService {

    private final Outbox outbox;

    NoticeRoutes(Outbox outbox) {
        this.outbox = outbox;
    }

    /**
     * A notice that was given up.
     *
     * @param error of the last attempt
     */
    record DeadView(NoticeView notice, int attempts, String error) {
        static DeadView of(Delivery delivery) {
            return new DeadView(NoticeView.of(delivery.notice()), delivery.attempts(), delivery.lastError());
        }
    }

    record Requeued(int requeued) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get("/notices", this::notices)
                .get("/sinks/{sink}/dead", this::dead)
                .post("/sinks/{sink}/requeue", this::requeue);
    }

    private void notices(ServerRequest request, ServerResponse response) throws JournalException {
        int limit = Queries.limit(request);
        List<Notice> found = outbox.notices(Queries.after(request), limit);
        ApiServer.send(
                response,
                new Page<>(
                        found.stream().map(NoticeView::of).toList(),
                        found.size() < limit ? null : found.getLast().sequence()));
    }

    private void dead(ServerRequest request, ServerResponse response) throws JournalException {
        int limit = Queries.limit(request);
        List<Delivery> found = outbox.dead(sink(request), Queries.after(request), limit);
        ApiServer.send(
                response,
                new Page<>(
                        found.stream().map(DeadView::of).toList(),
                        found.size() < limit ? null : found.getLast().notice().sequence()));
    }

    /** Everything that was given up for this sink is tried again. */
    private void requeue(ServerRequest request, ServerResponse response) throws JournalException {
        int count = 0;
        long after = 0;
        for (List<Delivery> page = outbox.dead(sink(request), after, 500);
                !page.isEmpty();
                page = outbox.dead(sink(request), after, 500)) {
            for (Delivery delivery : page) {
                var _ = outbox.requeued(delivery, Instant.now());
            }
            count += page.size();
            after = page.getLast().notice().sequence();
        }
        response.status(Status.ACCEPTED_202);
        ApiServer.send(response, new Requeued(count));
    }

    private static String sink(ServerRequest request) {
        return request.path().pathParameters().get("sink");
    }
}

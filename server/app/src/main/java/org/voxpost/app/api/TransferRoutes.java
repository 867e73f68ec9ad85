package org.voxpost.app.api;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.voxpost.engine.control.Retries;
import org.voxpost.engine.control.RunningOrders;
import org.voxpost.engine.journal.Job;
import org.voxpost.engine.journal.JobArchive;
import org.voxpost.engine.journal.JobQuery;
import org.voxpost.engine.journal.JobRecord;
import org.voxpost.engine.journal.JobState;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.journal.OpenOrder;
import org.voxpost.engine.journal.Outcome;
import org.voxpost.msml.MsmlException;

/** {@code /api/v1/transfers}: jobs, by id or by what is known of them. */
final class TransferRoutes implements HttpService {

    /** A lane that does not answer within this is one that the server is about to close. */
    private static final long PATIENCE_SECONDS = 5;

    private final JobArchive jobs;
    private final RunningOrders orders;
    private final Retries retries;

    TransferRoutes(JobArchive jobs, RunningOrders orders, Retries retries) {
        this.jobs = jobs;
        this.orders = orders;
        this.retries = retries;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/", this::list)
                .get("/{id}", this::show)
                .post("/{id}/cancel", this::cancel)
                .post("/{id}/retry", this::retry);
    }

    private void list(ServerRequest request, ServerResponse response) throws JournalException {
        JobQuery query = Queries.jobs(request);
        List<JobView> page = jobs.jobs(query).stream().map(JobView::of).toList();
        ApiServer.send(
                response,
                new Page<>(
                        page,
                        page.size() < query.limit() ? null : page.getLast().sequence()));
    }

    private void show(ServerRequest request, ServerResponse response) throws JournalException {
        ApiServer.send(response, JobView.of(job(request)));
    }

    /** The outcome follows: it is on record when the attempt that is under way has been given up. */
    private void cancel(ServerRequest request, ServerResponse response) throws Exception {
        JobRecord job = job(request);
        String id = job.progress().job().id();
        if (job.progress().state() == JobState.FINISHED) {
            throw new Refusal(Status.CONFLICT_409, "the job " + id + " is finished");
        }
        if (!cancelled(id)) {
            throw new Refusal(
                    Status.CONFLICT_409,
                    "the job " + id + " does not run here now: its turn has not come yet, or it is on node "
                            + job.node());
        }
        response.status(Status.ACCEPTED_202);
        ApiServer.send(response, JobView.of(job(request)));
    }

    /** The answer is the new job. */
    private void retry(ServerRequest request, ServerResponse response) throws Exception {
        Job old = failed(job(request));
        refuseSecond(old);
        OpenOrder order = jobs.order(old.order())
                .orElseThrow(() -> new Refusal(Status.NOT_FOUND_404, "the order of " + old.id() + " is gone"));
        String id;
        try {
            id = retries.retry(order, old, Duration.ofSeconds(PATIENCE_SECONDS)).get();
        } catch (MsmlException e) {
            throw new Refusal(Status.CONFLICT_409, "the job " + old.id() + " cannot be tried again: " + e.getMessage());
        } catch (ExecutionException e) {
            // Of two requests side by side the journal takes one.
            refuseSecond(old);
            throw new Refusal(Status.SERVICE_UNAVAILABLE_503, "the new job could not be recorded");
        }
        response.status(Status.ACCEPTED_202);
        ApiServer.send(response, JobView.of(jobs.matching(id, 1).getFirst()));
    }

    private void refuseSecond(Job old) throws JournalException {
        Optional<JobRecord> other = jobs.retryUnderWay(old.id());
        if (other.isPresent()) {
            throw new Refusal(
                    Status.CONFLICT_409,
                    "the job " + old.id() + " is being tried again already, as "
                            + other.get().progress().job().id());
        }
    }

    private static Job failed(JobRecord record) throws Refusal {
        Job job = record.progress().job();
        Outcome outcome = record.progress()
                .outcome()
                .orElseThrow(() -> new Refusal(Status.CONFLICT_409, "the job " + job.id() + " is not finished"));
        if (outcome.status() == 200) {
            throw new Refusal(Status.CONFLICT_409, "the job " + job.id() + " was delivered");
        }
        return job;
    }

    private boolean cancelled(String id) throws Exception {
        try {
            return orders.cancel(id).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** The job of an id, or of the beginning of one that no other begins with. */
    private JobRecord job(ServerRequest request) throws JournalException {
        String id = request.path().pathParameters().get("id");
        List<JobRecord> found = jobs.matching(id, 2);
        return switch (found.size()) {
            case 0 -> throw new Refusal(Status.NOT_FOUND_404, "no job " + id);
            case 1 -> found.getFirst();
            default -> throw new Refusal(Status.CONFLICT_409, "several jobs begin with " + id);
        };
    }
}

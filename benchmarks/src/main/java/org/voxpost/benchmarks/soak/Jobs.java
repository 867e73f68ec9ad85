package org.voxpost.benchmarks.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.voxpost.app.api.JobView;
import org.voxpost.app.api.Json;
import org.voxpost.app.api.Page;

/** The server's jobs, as its REST interface tells of them. */
final class Jobs implements AutoCloseable {

    private static final int PAGE = 1000;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    Jobs(int port) {
        this.base = "http://127.0.0.1:" + port + "/api/v1/transfers";
    }

    /** Whether none is without its outcome. */
    boolean allFinished() throws IOException, InterruptedException {
        return page("?state=accepted,running,delivered&limit=1").items().isEmpty();
    }

    /** Those that have no outcome, at most a page of them. */
    List<JobView> unfinished() throws IOException, InterruptedException {
        return page("?state=accepted,running,delivered&limit=" + PAGE).items();
    }

    /** All that were accepted since, by the key of their order. */
    Map<String, JobView> since(Instant begin) throws IOException, InterruptedException {
        Map<String, JobView> jobs = new HashMap<>();
        @Nullable Long before = null;
        do {
            Page<JobView> page =
                    page("?since=" + begin + "&limit=" + PAGE + (before == null ? "" : "&before=" + before));
            page.items().forEach(job -> jobs.put(String.valueOf(job.key()), job));
            before = page.next();
        } while (before != null);
        return jobs;
    }

    /** Has the job of an order cancelled, if it runs now. */
    void cancel(String key) throws IOException, InterruptedException {
        List<JobView> found = page("?key=" + key).items();
        if (!found.isEmpty()) {
            client.send(
                    request("/" + found.getFirst().id() + "/cancel")
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }

    private Page<JobView> page(String query) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(request(query).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("the REST interface answered " + response.statusCode());
        }
        return Json.readPage(response.body(), JobView.class);
    }

    private HttpRequest.Builder request(String rest) {
        return HttpRequest.newBuilder(URI.create(base + rest)).timeout(Duration.ofSeconds(20));
    }

    @Override
    public void close() {
        client.close();
    }
}

package org.voxpost.benchmarks.text;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voxpost.benchmarks.BenchmarkFailure;

/** Reads everything from the beginning, page by page. */
final class LateReader {

    private static final Pattern NEXT = Pattern.compile("\"next\":(\\d+)}$");
    private static final int PAGE = 1_000;

    private final String api;
    private long place;
    private long behind;

    LateReader(String api) {
        this.api = api;
    }

    /** Returns when it has what there is, so that a page is no longer full. */
    Duration catchUp() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (true) {
                HttpResponse<String> page = http.send(
                        HttpRequest.newBuilder(URI.create(api + "/api/v1/events?limit=" + PAGE + "&after=" + place))
                                .build(),
                        BodyHandlers.ofString());
                if (page.statusCode() != 200) {
                    throw new BenchmarkFailure(
                            "The late reader was answered " + page.statusCode() + ": " + page.body());
                }
                Matcher next = NEXT.matcher(page.body());
                if (!next.find()) {
                    return Duration.ofNanos(System.nanoTime() - begin);
                }
                long read = Long.parseLong(next.group(1)) - place;
                place += read;
                behind += read;
                if (read < PAGE) {
                    return Duration.ofNanos(System.nanoTime() - begin);
                }
            }
        }
    }

    /** Facts that it read. */
    long read() {
        return behind;
    }
}

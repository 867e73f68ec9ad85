package org.voxpost.benchmarks.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/** Reads Server-Sent Events as they come, and checks that each caller's lines are there once and in order. */
final class Reader implements AutoCloseable {

    private static final Pattern LINE = Pattern.compile("\"text\":\"line (\\d+) (\\d+) (\\d+) ");

    private final HttpClient http = HttpClient.newHttpClient();
    private final int[] seen;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private volatile Histogram visible = Callers.histogram();
    private final InputStream octets;

    Reader(String api, int sessions) throws IOException, InterruptedException {
        this.seen = new int[sessions];
        HttpResponse<InputStream> response = http.send(
                HttpRequest.newBuilder(URI.create(api + "/api/v1/events"))
                        .header("Accept", "text/event-stream")
                        .build(),
                BodyHandlers.ofInputStream());
        this.octets = response.body();
        Thread.ofPlatform().daemon().name("reader").start(this::read);
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(octets, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher text = LINE.matcher(line);
                if (text.find()) {
                    visible.recordValue((System.nanoTime() - Long.parseLong(text.group(3))) / 1000);
                    check(Integer.parseInt(text.group(1)), Integer.parseInt(text.group(2)));
                }
            }
        } catch (IOException closed) {
            // The measurement is over.
        }
    }

    private void check(int caller, int number) {
        if (seen[caller] + 1 != number) {
            wrong.incrementAndGet();
        }
        seen[caller] = number;
        count.incrementAndGet();
    }

    /** From now on. */
    Histogram visible() {
        return visible;
    }

    long count() {
        return count.get();
    }

    long wrong() {
        return wrong.get();
    }

    @Override
    public void close() throws IOException {
        octets.close();
        http.shutdownNow();
    }
}

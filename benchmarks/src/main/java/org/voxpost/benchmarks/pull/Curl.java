package org.voxpost.benchmarks.pull;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.voxpost.benchmarks.BenchmarkFailure;

/** Fetches with {@code curl}, which tells how long it took. */
record Curl(URI source, Path file) {

    /** Without the start of the process: an application server that pulls by itself has none. */
    Duration fetch() throws IOException, InterruptedException {
        Process curl = new ProcessBuilder(
                        "curl",
                        "--silent",
                        "--show-error",
                        "--fail",
                        "--noproxy",
                        "*",
                        "--output",
                        file.toString(),
                        "--write-out",
                        "%{time_total}",
                        source.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (curl.waitFor() != 0) {
            throw new BenchmarkFailure("curl failed: " + said.strip());
        }
        return time(said);
    }

    /** Seconds, with a point or, by the locale, a comma. */
    static Duration time(String seconds) {
        return Duration.ofNanos(Math.round(Double.parseDouble(seconds.strip().replace(',', '.')) * 1e9));
    }
}

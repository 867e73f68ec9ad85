package org.voxpost.app.crash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sees the system calls that disk, database and peers can know of, of all threads, as each begins: strace shows it and holds it up for
 * some milliseconds, in which the server can be killed. So the step that it dies at is not taken, and those before it are.
 */
final class Tracer implements StepWatch {

    private static final Duration HELD_UP = Duration.ofMillis(4);

    @Override
    public AutoCloseable begin(ServerProcess server, CrashHome home, Steps steps) throws IOException {
        String calls = String.join(",", SystemCalls.NAMES);
        Process strace = new ProcessBuilder(List.of(
                        "strace",
                        "-f",
                        "-yy",
                        "-s",
                        "0",
                        "-e",
                        "signal=none",
                        "-e",
                        "trace=" + calls,
                        "-e",
                        "inject=" + calls + ":delay_enter=" + HELD_UP.toNanos() / 1_000,
                        "-p",
                        String.valueOf(server.pid())))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        CountDownLatch attached = new CountDownLatch(1);
        Reading reading = new Reading(strace.getErrorStream(), new SystemCalls(home), steps, attached);
        Thread reader = Thread.ofPlatform().daemon().name("tracer").start(reading::all);
        try {
            if (!attached.await(20, TimeUnit.SECONDS)) {
                throw new IOException("strace does not come to trace: " + reading.start);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return () -> {
            strace.destroy();
            strace.onExit().join();
            reader.join();
        };
    }

    /** The output of one strace. A line begins before the call and is ended when the call is over. */
    private static final class Reading {
        private final InputStream output;
        private final SystemCalls calls;
        private final Steps steps;
        private final CountDownLatch attached;
        private final StringBuilder line = new StringBuilder();
        private final StringBuilder start = new StringBuilder();
        private boolean counted;

        Reading(InputStream output, SystemCalls calls, Steps steps, CountDownLatch attached) {
            this.output = output;
            this.calls = calls;
            this.steps = steps;
            this.attached = attached;
        }

        void all() {
            byte[] some = new byte[8192];
            try {
                for (int read = output.read(some); read >= 0; read = output.read(some)) {
                    take(new String(some, 0, read, StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                // it ended
            }
        }

        private void take(String text) {
            for (int from = 0; from < text.length(); ) {
                int end = text.indexOf('\n', from);
                line.append(text, from, end < 0 ? text.length() : end);
                look();
                if (end < 0) {
                    return;
                }
                line.setLength(0);
                counted = false;
                from = end + 1;
            }
        }

        private void look() {
            if (attached.getCount() > 0) {
                start.append(line).append('\n');
                if (line.indexOf(" attached") > 0) {
                    attached.countDown();
                }
            } else if (!counted) {
                calls.step(line).ifPresent(step -> {
                    counted = true;
                    steps.add(step);
                });
            }
        }
    }
}

package org.voxpost.app.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/** Turns counts of bytes into progress. Used by one thread at a time; the rate is that of the last {@link #WINDOW}. */
public final class ProgressMeter {
    /** Long enough to even out bursts, short enough to show a stall. */
    public static final Duration WINDOW = Duration.ofSeconds(5);

    private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(100);

    private final Instant start;
    private final OptionalLong total;
    private final Deque<Sample> samples = new ArrayDeque<>();

    /**
     * Starts to count.
     *
     * @param bytes what is there already, which counts as done but not into the rate
     */
    public ProgressMeter(Instant start, long bytes, OptionalLong total) {
        this.start = start;
        this.total = total;
        samples.add(new Sample(start, bytes));
    }

    /** @param now not before any instant given earlier */
    public TransferProgress at(long bytes, Instant now) {
        while (samples.size() > 1 && samples.getFirst().at().isBefore(now.minus(WINDOW))) {
            samples.removeFirst();
        }
        Sample oldest = samples.getFirst();
        if (!samples.getLast().at().plus(BETWEEN_SAMPLES).isAfter(now)) {
            samples.addLast(new Sample(now, bytes));
        }
        long millis = Duration.between(oldest.at(), now).toMillis();
        long rate = millis == 0 ? 0 : (long) (1000.0 * Math.max(0, bytes - oldest.bytes()) / millis);
        return new TransferProgress(bytes, total, Duration.between(start, now), rate);
    }

    private record Sample(Instant at, long bytes) {}
}

package org.voxpost.app.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far one file is.
 *
 * @param bytes of the file that are there, those of an earlier attempt included
 * @param total bytes of the file; empty as long as nobody said
 * @param elapsed since the first byte of this attempt could move
 * @param bytesPerSecond of the last seconds; 0 before there is anything to tell
 */
public record TransferProgress(long bytes, OptionalLong total, Duration elapsed, long bytesPerSecond) {

    /** Whether nothing is missing. */
    public boolean complete() {
        return total.isPresent() && bytes >= total.getAsLong();
    }

    /** 0 to 100, rounded down; empty without a total. */
    public Optional<Integer> percent() {
        if (total.isEmpty()) {
            return Optional.empty();
        }
        long all = total.getAsLong();
        return Optional.of(all == 0 ? 100 : (int) Math.min(100, (long) (100.0 * bytes / all)));
    }

    /** What is left at the present rate; empty where that cannot be said, and at the end. */
    public Optional<Duration> remaining() {
        if (total.isEmpty() || bytesPerSecond == 0 || complete()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds(Math.ceilDiv(total.getAsLong() - bytes, bytesPerSecond)));
    }
}

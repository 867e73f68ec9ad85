package org.voxpost.engine.lane;

import java.time.Instant;
import java.time.InstantSource;

/** Starts at the wall-clock time and from then on never jumps, whatever is done to the machine's clock. */
public final class MonotonicClock implements InstantSource {

    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }
}

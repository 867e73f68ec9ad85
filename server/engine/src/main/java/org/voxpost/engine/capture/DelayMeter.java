package org.voxpost.engine.capture;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Counts how long something takes. Any thread may use it. */
final class DelayMeter {

    private final List<Duration> upTo;
    private final List<LongAdder> counts;
    private final LongAdder nanos = new LongAdder();

    /** @param millis the longest time of each class, ascending */
    DelayMeter(long... millis) {
        this.upTo = Arrays.stream(millis).mapToObj(Duration::ofMillis).toList();
        this.counts = Stream.generate(LongAdder::new).limit(millis.length + 1L).toList();
    }

    void took(Duration time) {
        int index = 0;
        while (index < upTo.size() && time.compareTo(upTo.get(index)) > 0) {
            index++;
        }
        counts.get(index).increment();
        nanos.add(time.toNanos());
    }

    Delays now() {
        LongStream counted = counts.stream().mapToLong(LongAdder::sum);
        return new Delays(upTo, counted.boxed().toList(), Duration.ofNanos(nanos.sum()));
    }
}

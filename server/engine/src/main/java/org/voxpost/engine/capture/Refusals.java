package org.voxpost.engine.capture;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Calls that were not taken, by their reasons. Any thread may use it. */
final class Refusals {

    private final Map<CallRefusal, LongAdder> calls = new EnumMap<>(CallRefusal.class);
    private final LongAdder unreadable = new LongAdder();

    Refusals() {
        for (CallRefusal reason : CallRefusal.values()) {
            calls.put(reason, new LongAdder());
        }
    }

    void add(CallRefusal reason) {
        Objects.requireNonNull(calls.get(reason)).increment();
    }

    void unreadable() {
        unreadable.increment();
    }

    /** Every reason, also those that no call was refused for. */
    Map<CallRefusal, Long> counted() {
        Map<CallRefusal, Long> counted = new EnumMap<>(CallRefusal.class);
        calls.forEach((reason, count) -> counted.put(reason, count.sum()));
        return counted;
    }

    long malformed() {
        return unreadable.sum();
    }
}

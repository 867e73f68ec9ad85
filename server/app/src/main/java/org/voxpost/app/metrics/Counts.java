package org.voxpost.app.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts by name. Names come from small sets, never from what a peer may choose. Any thread may use it. */
final class Counts {

    private final ConcurrentHashMap<String, LongAdder> byName = new ConcurrentHashMap<>();

    void add(String name) {
        byName.computeIfAbsent(name, _ -> new LongAdder()).increment();
    }

    Map<String, Long> now() {
        Map<String, Long> now = new TreeMap<>();
        byName.forEach((name, count) -> now.put(name, count.sum()));
        return now;
    }
}

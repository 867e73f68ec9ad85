package org.voxpost.engine.overload;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Attempts that wait, by application server and destination. Who is next is found without a look at those whose destination is full, however
 * many destinations there are; it takes a look at each application server that has some waiting. Guarded by the lock of its owner.
 */
final class Queue {

    private static final Comparator<Attempt> TURN =
            Comparator.comparing(Attempt::priority).reversed().thenComparingLong(Attempt::number);

    private final Map<String, Line> lines = new HashMap<>();

    /** What waits of one application server for one destination. */
    private static final class Flow {
        private final TreeSet<Attempt> waiting = new TreeSet<>(TURN);
        private boolean open;

        Flow(boolean open) {
            this.open = open;
        }

        Attempt first() {
            return waiting.first();
        }
    }

    /** What waits of one application server. */
    private static final class Line {
        private final Map<String, Flow> flows = new HashMap<>();

        /** Those whose destination has room; each has its place by its first attempt. */
        private final TreeSet<Flow> open = new TreeSet<>(Comparator.comparing(Flow::first, TURN));
    }

    /** @param open whether the destination has room */
    void add(Attempt attempt, boolean open) {
        Line line = lines.computeIfAbsent(attempt.limits().applicationServer(), _ -> new Line());
        Flow flow = line.flows.computeIfAbsent(attempt.limits().destination(), _ -> new Flow(open));
        if (!flow.waiting.isEmpty()) {
            line.open.remove(flow);
        }
        flow.waiting.add(attempt);
        if (flow.open) {
            line.open.add(flow);
        }
    }

    /** Whether it waited. */
    boolean remove(Attempt attempt) {
        Line line = lines.get(attempt.limits().applicationServer());
        Flow flow = line == null ? null : line.flows.get(attempt.limits().destination());
        if (line == null || flow == null || !flow.waiting.contains(attempt)) {
            return false;
        }
        line.open.remove(flow);
        flow.waiting.remove(attempt);
        if (flow.waiting.isEmpty()) {
            line.flows.remove(attempt.limits().destination());
        } else if (flow.open) {
            line.open.add(flow);
        }
        if (line.flows.isEmpty()) {
            lines.remove(attempt.limits().applicationServer());
        }
        return true;
    }

    /** A destination has room from now on, or none any more. */
    void open(String destination, boolean open) {
        for (Line line : lines.values()) {
            Flow flow = line.flows.get(destination);
            if (flow != null && flow.open != open) {
                flow.open = open;
                if (open) {
                    line.open.add(flow);
                } else {
                    line.open.remove(flow);
                }
            }
        }
    }

    /**
     * The next whose destination has room; null where there is none.
     *
     * @param room whether an application server has some
     */
    @Nullable
    Attempt first(Predicate<String> room) {
        return lines.entrySet().stream()
                .filter(line -> !line.getValue().open.isEmpty() && room.test(line.getKey()))
                .map(line -> line.getValue().open.first().first())
                .min(TURN)
                .orElse(null);
    }
}

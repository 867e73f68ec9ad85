package org.voxpost.app.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A ladder of messages between parties that stand side by side. Any thread may add to it. */
final class Ladder {

    private static final int COLUMN = 30;

    private final List<String> parties;
    private final Queue<Step> steps = new ConcurrentLinkedQueue<>();

    private record Step(Instant at, int from, int to, String text) {}

    Ladder(String... parties) {
        this.parties = List.of(parties);
    }

    /** Adds a message; parties by their place. */
    void add(Instant at, int from, int to, String text) {
        steps.add(new Step(at, from, to, text));
    }

    /** The whole in order, a message a line. */
    List<String> lines() {
        List<Step> ordered = new ArrayList<>(steps);
        ordered.sort(Comparator.comparing(Step::at));
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder();
        parties.forEach(party -> head.append(String.format("%-" + COLUMN + "s", party)));
        lines.add(head.toString().stripTrailing());
        ordered.forEach(step -> lines.add(line(step)));
        return lines;
    }

    private String line(Step step) {
        StringBuilder line = new StringBuilder();
        int left = Math.min(step.from(), step.to());
        int right = Math.max(step.from(), step.to());
        for (int party = 0; party < parties.size(); party++) {
            line.append('|');
            if (party >= left && party < right) {
                line.append(arrow(step, right - left));
            } else {
                line.append(" ".repeat(COLUMN - 1));
            }
            if (party >= left && party < right) {
                party = right - 1;
            }
        }
        return line.toString().stripTrailing();
    }

    private static String arrow(Step step, int columns) {
        int width = columns * COLUMN - 1;
        String text = step.text();
        if (text.length() > width - 4) {
            text = text.substring(0, width - 5) + "…";
        }
        String shaft = "-" + text + "-".repeat(width - 2 - text.length());
        return step.to() > step.from() ? shaft + ">" : "<" + shaft;
    }
}

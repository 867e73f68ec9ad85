package org.voxpost.benchmarks;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * Figures beside what they aim at, for the terminal and as a section of {@code docs/benchmarks.md}.
 *
 * @param heading of the section; no other section has it
 * @param origin says what wrote it and what the figures mean, in whole sentences
 */
public record Table(String heading, String origin, List<Row> rows) {

    public Table {
        rows = List.copyOf(rows);
    }

    /**
     * @param aim empty where there is none
     */
    public record Row(String what, String figure, String aim) {
        public Row(String what, String figure) {
            this(what, figure, "");
        }
    }

    public List<String> lines() {
        int widest = rows.stream().mapToInt(row -> row.what().length()).max().orElse(0);
        return rows.stream()
                .map(row -> row.what()
                        + " ".repeat(widest + 2 - row.what().length())
                        + row.figure()
                        + (row.aim().isEmpty() ? "" : "  (aim: " + row.aim() + ")"))
                .toList();
    }

    /**
     * @param machine that it ran on, in words
     */
    public String markdown(LocalDate date, String machine) {
        StringBuilder text = new StringBuilder();
        text.append("# ").append(heading).append("\n\n").append(origin).append(' ');
        text.append(date).append(", ").append(machine).append(".\n\n");
        text.append("| | figure | aim |\n|---|---|---|\n");
        rows.forEach(row ->
                text.append(String.format(Locale.ROOT, "| %s | %s | %s |\n", row.what(), row.figure(), row.aim())));
        return text.toString();
    }
}

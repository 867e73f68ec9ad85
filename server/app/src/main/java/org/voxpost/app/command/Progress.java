package org.voxpost.app.command;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.voxpost.app.progress.TransferProgress;

/**
 * Shows how far files are: one line that is written over on a terminal; elsewhere a sentence for each further tenth of what takes
 * longer than a moment. Any thread may call it; lines do not mix.
 */
final class Progress {
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Duration BETWEEN_PICTURES = Duration.ofMillis(100);

    private final PrintWriter out;
    private final boolean terminal;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private int drawn;

    Progress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    static boolean onTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /** @param id tells files of one name apart */
    synchronized void at(String id, String name, TransferProgress now) {
        Row before = rows.get(id);
        if (terminal) {
            boolean soon = before != null
                    && !now.complete()
                    && now.elapsed().minus(before.shown.elapsed()).compareTo(BETWEEN_PICTURES) < 0;
            if (!soon) {
                rows.put(id, new Row(name, now));
                draw();
            }
            return;
        }
        if (before == null) {
            rows.put(id, new Row(name, now));
        } else if (now.elapsed().compareTo(MOMENT) >= 0 && tenth(now) > tenth(before.shown)) {
            rows.put(id, new Row(name, now));
            out.println(Words.shortName(name) + ": " + words(now));
            out.flush();
        }
    }

    /** No more of this file is to come. */
    synchronized void done(String id) {
        if (rows.remove(id) != null && terminal) {
            wipe();
            draw();
            out.flush();
        }
    }

    /** Prints a line of other words, above the one that is written over. */
    synchronized void line(String text) {
        wipe();
        out.println(Words.printable(text));
        draw();
        out.flush();
    }

    private void draw() {
        String line = picture(rows.values());
        if (!terminal || line.isEmpty()) {
            return;
        }
        out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
        drawn = line.length();
        out.flush();
    }

    private void wipe() {
        if (drawn > 0) {
            out.print("\r" + " ".repeat(drawn) + "\r");
            drawn = 0;
        }
    }

    private static String picture(Collection<Row> rows) {
        Row last = null;
        long rate = 0;
        for (Row row : rows) {
            last = row;
            rate += row.shown.bytesPerSecond();
        }
        if (last == null) {
            return "";
        }
        return rows.size() == 1
                ? Words.shortName(last.name) + ": " + words(last.shown)
                : rows.size() + " files, " + Words.rate(rate) + "; " + Words.shortName(last.name) + ": "
                        + words(last.shown);
    }

    private static long tenth(TransferProgress progress) {
        return progress.percent().orElse(0) / 10;
    }

    private static String words(TransferProgress progress) {
        StringBuilder words = new StringBuilder();
        progress.percent().ifPresent(percent -> words.append(String.format(Locale.ROOT, "%3d %% of ", percent)));
        words.append(Words.bytes(progress.total().orElse(progress.bytes())));
        if (progress.bytesPerSecond() > 0) {
            words.append(", ").append(Words.rate(progress.bytesPerSecond()));
        }
        progress.remaining()
                .ifPresent(
                        left -> words.append(", ").append(Words.duration(left)).append(" left"));
        return words.toString();
    }

    private record Row(String name, TransferProgress shown) {}
}

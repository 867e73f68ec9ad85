package org.voxpost.app.command;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** Shows how far long work is: one line that is written over on a terminal, a line for each further tenth elsewhere. */
final class Progress {
    private final PrintWriter out;
    private final boolean terminal;
    private final String what;
    private long shown = -1;

    Progress(PrintWriter out, boolean terminal, String what) {
        this.out = out;
        this.terminal = terminal;
        this.what = what;
    }

    static boolean onTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /** Called as often as one likes, by one thread at a time. */
    void at(long done, long total) {
        long percent = total == 0 ? 100 : done * 100 / total;
        long step = terminal ? percent : percent / 10;
        if (step == shown) {
            return;
        }
        shown = step;
        String line = String.format(Locale.ROOT, "%s: %3d %% of %s", what, percent, Words.bytes(total));
        if (terminal) {
            out.print("\r" + line);
            if (percent == 100) {
                out.println();
            }
        } else {
            out.println(line);
        }
        out.flush();
    }

    /** Leaves the line that is written over, before other words come. */
    void done() {
        if (terminal && shown >= 0 && shown < 100) {
            out.println();
            out.flush();
        }
    }
}

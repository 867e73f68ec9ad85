package org.voxpost.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.voxpost.app.progress.TransferProgress;

class ProgressTest {
    private final StringWriter out = new StringWriter();

    @Test
    void awayFromATerminalEachFurtherTenthOfALongTransferIsASentence() {
        Progress progress = new Progress(new PrintWriter(out), false);
        for (int done = 0; done <= 1000; done++) {
            progress.at("1", "a.amr", at(done, 1000, 20L * done));
        }
        progress.done("1");

        // The first second, 50 bytes long, is silent.
        assertThat(out.toString().lines()).hasSize(10).last().isEqualTo("a.amr: 100 % of 1,000 bytes, 50 B/s");
        assertThat(out.toString()).doesNotContain("\r");
    }

    @Test
    void awayFromATerminalAShortTransferSaysNothing() {
        Progress progress = new Progress(new PrintWriter(out), false);
        for (int done = 0; done <= 900; done++) {
            progress.at("1", "a.amr", at(done, 900, done));
        }
        progress.done("1");

        assertThat(out.toString()).isEmpty();
    }

    @Test
    void onATerminalTheLineIsWrittenOverAndWipedForOtherWords() {
        Progress progress = new Progress(new PrintWriter(out), true);
        progress.at("1", "a.amr", at(500, 1_000, 100));
        progress.at("1", "a.amr", at(501, 1_000, 110));
        progress.at("1", "a\u0007.amr", at(1_000, 1_000, 120));
        progress.done("1");
        progress.line("sent");

        assertThat(out.toString().stripTrailing().split("\r", -1))
                .containsExactly(
                        "",
                        "a.amr:  50 % of 1,000 bytes, 50 B/s, 10.0 s left",
                        "a?.amr: 100 % of 1,000 bytes, 50 B/s" + " ".repeat(12),
                        " ".repeat(36),
                        "sent");
    }

    @Test
    void ofALongNameBothEndsAreShown() {
        Progress progress = new Progress(new PrintWriter(out), true);
        progress.at("1", "a".repeat(300) + ".amr", at(500, 1_000, 100));

        assertThat(out.toString())
                .isEqualTo("\r" + "a".repeat(20) + "…" + "a".repeat(16)
                        + ".amr:  50 % of 1,000 bytes, 50 B/s, 10.0 s left");
    }

    @Test
    void onATerminalSeveralFilesShareTheLine() {
        Progress progress = new Progress(new PrintWriter(out), true);
        progress.at("1", "a", at(500, 1_000, 100));
        progress.at("2", "b", at(100, 1_000, 100));

        assertThat(out.toString()).endsWith("\r2 files, 100 B/s; b:  10 % of 1,000 bytes, 50 B/s, 18.0 s left");
    }

    private static TransferProgress at(long bytes, long total, long millis) {
        return new TransferProgress(bytes, OptionalLong.of(total), Duration.ofMillis(millis), 50);
    }
}

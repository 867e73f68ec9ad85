package org.voxpost.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Section {@code journal}: where it is written down what was accepted, and what became of it. */
public record JournalSection(
        boolean kept,
        Path directory,
        DatabaseSection database,

        @Form(value = Form.TOKEN, words = Form.TOKEN_WORDS) Optional<String> node,

        ByteSize reserve,
        CommitSection commit,
        RetentionSection retention) {
    static final JournalSection DEFAULT = new JournalSection(
            true,
            Path.of("var/journal"),
            new DatabaseSection(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofSeconds(15)),
            Optional.empty(),
            new ByteSize(8 << 20),
            new CommitSection(512, 100_000),
            new RetentionSection(Duration.ofDays(30), 1_000_000));

    /** A database server instead of the embedded store. */
    public record DatabaseSection(
            @Form(value = "jdbc:postgresql:[^\\s\\p{Cntrl}]+", words = "jdbc:postgresql://host:port/database")
            Optional<String> url,

            Optional<String> user,
            Optional<Path> passwordFile,

            @Form(value = "[A-Za-z_][A-Za-z0-9_]*", words = "the name of an environment variable")
            Optional<String> passwordVariable,

            @Bounds(min = "3s", max = "10m") Duration lease) {
        public DatabaseSection {
            if (passwordFile.isPresent() && passwordVariable.isPresent()) {
                throw new IllegalArgumentException("password-file and password-variable are both set");
            }
        }
    }

    /** How much is written at once. */
    public record CommitSection(
            @Bounds(min = "1", max = "10000") int entries,
            @Bounds(min = "1000", max = "10000000") int waiting) {}

    /** How long closed orders are kept. */
    public record RetentionSection(
            @Bounds(min = "1m", max = "3650d") Duration age,
            @Bounds(min = "100", max = "1000000000") int orders) {}
}

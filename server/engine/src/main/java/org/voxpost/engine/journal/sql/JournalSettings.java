package org.voxpost.engine.journal.sql;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the journal is kept, and how much of it.
 *
 * @param directory of the embedded store, of the lock and of the node's name; made where it is missing
 * @param database where there is a database server; otherwise the store is embedded
 * @param node what this server is called among others; empty: the host's name
 * @param sinks each gets every notice
 * @param batch entries of one commit
 * @param queue entries that may wait; one more is refused
 * @param reserve octets kept free for what is in hand when the disk is full; 0: none
 */
public record JournalSettings(
        Path directory,
        Optional<Database> database,
        String node,
        List<String> sinks,
        int batch,
        int queue,
        long reserve,
        Retention retention) {

    public JournalSettings {
        sinks = List.copyOf(sinks);
    }

    /** The embedded store with what is usual for everything else. */
    public static JournalSettings embedded(Path directory) {
        return new JournalSettings(
                directory,
                Optional.empty(),
                "",
                List.of(),
                512,
                100_000,
                8L << 20,
                new Retention(Duration.ofDays(30), 1_000_000));
    }

    /** These with other sinks. */
    public JournalSettings withSinks(List<String> others) {
        return new JournalSettings(directory, database, node, others, batch, queue, reserve, retention);
    }

    /**
     * A PostgreSQL server.
     *
     * @param url of JDBC
     * @param lease for which the jobs of a node are its own without a sign of life
     */
    public record Database(String url, String user, String password, Duration lease) {

        @Override
        public String toString() {
            return url;
        }
    }

    /**
     * What is kept of closed orders and sessions.
     *
     * @param age after which orders go
     * @param orders the newest that stay
     * @param text age after which captured sessions go, and what the audit record says
     */
    public record Retention(Duration age, long orders, Duration text) {

        /** As long as the law of most places wants it. */
        static final Duration TEXT = Duration.ofDays(3 * 366);

        /** Captured sessions as long as is usual. */
        public Retention(Duration age, long orders) {
            this(age, orders, TEXT);
        }
    }
}

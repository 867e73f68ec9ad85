package org.voxpost.app.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.Engine;
import org.voxpost.engine.journal.Backlog;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.journal.JournalStatistics;
import org.voxpost.engine.journal.sql.SqlJournal;
import org.voxpost.engine.overload.OverloadStatistics;
import org.voxpost.media.DiskRoom;
import org.voxpost.msrp.MsrpStatistics;
import org.voxpost.sip.SipStatistics;

/** All figures of a server, taken when they are asked for. Any thread may ask; it waits for the store of the journal. */
public final class Metrics {

    private static final Logger log = LoggerFactory.getLogger(Metrics.class);

    /** Of {@link #text}. */
    public static final String MEDIA_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final PrometheusTextFormatWriter WRITER = PrometheusTextFormatWriter.create();

    private final Engine engine;
    private final SqlJournal journal;
    private final Tally tally;

    /** @param tally hears the events of the engine */
    public Metrics(Engine engine, SqlJournal journal, Tally tally) {
        this.engine = engine;
        this.journal = journal;
        this.tally = tally;
    }

    /** In the text format of Prometheus, 0.0.4. */
    public byte[] text() {
        Families families = new Families();
        tally.describe(families);
        work(families, engine.overload());
        journal(families, journal.statistics());
        families.gauge(
                "journal_writable",
                "0 while entries cannot be put on disk.",
                journal.trouble().isPresent() ? 0 : 1);
        backlog(families);
        engine.capture().ifPresent(desk -> TextFigures.describe(families, desk.statistics()));
        msrp(families, engine.msrp().statistics());
        sip(families, engine.sip().statistics());
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            WRITER.write(text, families.build());
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail so", e);
        }
        return text.toByteArray();
    }

    private void work(Families families, OverloadStatistics load) {
        families.gauge("calls", "Calls of application servers that stand, or have work left.", engine.legs())
                .gauge("attempts_running", "Attempts at objects that run.", load.running())
                .gauge("attempts_waiting", "Attempts whose turn has not come.", load.waiting())
                .gauges(
                        "servers_failing",
                        "Delivery and HTTP servers that failed the last time.",
                        "state",
                        Map.of("called", load.failing(), "left-alone", load.leftAlone(), "tried", load.tried()))
                .gauge(
                        "disk_level",
                        "0: work as usual, 1: new work is refused, 2: nothing new is taken.",
                        level(engine.media().disk().room()))
                .gauge(
                        "draining",
                        "1 while no more work is taken because the server stops.",
                        engine.draining() ? 1 : 0);
    }

    private static int level(DiskRoom room) {
        return switch (room) {
            case NORMAL -> 0;
            case SOFT -> 1;
            case HARD -> 2;
        };
    }

    private static void journal(Families families, JournalStatistics done) {
        families.counter("journal_entries", "Entries on disk.", done.entries())
                .counter("journal_commits", "Commits that put them there.", done.commits())
                .counter("journal_retries", "Commits that failed and were tried again.", done.retries())
                .gauge("journal_entries_waiting", "Entries that are not on disk yet.", done.waiting())
                .gauge("journal_longest_commit_seconds", "Since the start.", seconds(done.longestCommit()))
                .gauge("journal_longest_chore_seconds", "Tidying between commits.", seconds(done.longestChore()));
    }

    /** Without its store there are the other figures: they say what is wrong. */
    private void backlog(Families families) {
        try {
            Backlog backlog = journal.backlog();
            families.gauge("journal_readable", "1 when the store of the journal answers.", 1)
                    .gauge("orders_open", "Orders of this node that are not closed.", backlog.orders())
                    .gauges("jobs_open", "Jobs of those orders.", "state", named(backlog.jobs()))
                    .gauges("outbox_waiting", "Notices of this node that a sink has to get.", "sink", backlog.waiting())
                    .gauges("outbox_dead", "Notices that were given up, of all nodes.", "sink", backlog.dead());
        } catch (JournalException e) {
            log.warn("The backlog cannot be counted: {}", e.getMessage());
            families.gauge("journal_readable", "1 when the store of the journal answers.", 0);
        }
    }

    private static void msrp(Families families, MsrpStatistics now) {
        families.gauge("msrp_connections", "Connections that are open.", now.connections())
                .gauge("msrp_sessions", "Sessions that are not over.", now.sessions())
                .gauge("msrp_sessions_bound", "Of those, established on a connection.", now.boundSessions())
                .counters(
                        "msrp_connections_made",
                        "Connections by who made them, and those that were closed at once.",
                        "by",
                        Map.of("peer", now.accepted(), "us", now.connected(), "refused", now.refused()))
                .counters(
                        "msrp_messages",
                        "Messages that were delivered, or came in whole.",
                        "direction",
                        Map.of("sent", now.messagesSent(), "received", now.messagesReceived()))
                .counters(
                        "msrp_octets",
                        "Octets of bodies.",
                        "direction",
                        Map.of("sent", now.octetsSent(), "received", now.octetsReceived()))
                .counters(
                        "msrp_faults",
                        "What peers did that they should not have.",
                        "kind",
                        Map.of(
                                "protocol", now.protocolFaults(),
                                "stray-response", now.strayResponses(),
                                "unknown-session", now.unknownSessions(),
                                "repeated-request", now.repeatedRequests()))
                .counters(
                        "msrp_tls_handshakes",
                        "Handshakes of TLS.",
                        "outcome",
                        Map.of(
                                "good", now.tls().handshakes(),
                                "failed", now.tls().failures(),
                                "wrong-certificate", now.tls().mismatches(),
                                "turned-away", now.tls().turnedAway()))
                .counters("msrp_deviations", "Deviations that were tolerated.", "deviation", now.deviations());
    }

    private static void sip(Families families, SipStatistics now) {
        families.gauge("sip_calls", "Calls that are not over.", now.calls())
                .gauge("sip_transactions", "Transactions that the stack holds.", now.transactions())
                .counters(
                        "sip_calls_made",
                        "INVITEs that became calls.",
                        "direction",
                        Map.of("in", now.incomingCalls(), "out", now.outgoingCalls()))
                .counters(
                        "sip_messages",
                        "Messages.",
                        "direction",
                        Map.of("received", now.received(), "sent", now.sent()))
                .counter("sip_malformed", "Messages that were dropped or answered 400.", now.malformed())
                .counters("sip_deviations", "Deviations that were tolerated.", "deviation", named(now.deviations()));
    }

    private static Map<String, Long> named(Map<? extends Enum<?>, Long> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        Map.Entry::getValue));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}

package org.voxpost.app.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.app.api.ApiServer;
import org.voxpost.app.api.Events;
import org.voxpost.app.api.TranscriptDocument;
import org.voxpost.app.config.ApiSettings;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ModuleSettings;
import org.voxpost.app.config.WebhookSection.Sends;
import org.voxpost.app.metrics.Metrics;
import org.voxpost.app.metrics.Tally;
import org.voxpost.app.webhook.TextWebhooks;
import org.voxpost.app.webhook.Webhooks;
import org.voxpost.engine.Engine;
import org.voxpost.engine.event.EventSink;
import org.voxpost.engine.journal.Found;
import org.voxpost.engine.journal.Journal;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.journal.sql.JournalSettings;
import org.voxpost.engine.journal.sql.SqlJournal;
import org.voxpost.media.MediaException;
import org.voxpost.msrp.MsrpTrace;
import org.voxpost.sip.SipTrace;

/** A whole server of one configuration, in this process. */
public final class Server implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("org.voxpost.serve");

    private final Engine engine;

    /** What is closed before the engine is, the last first. */
    private final Deque<AutoCloseable> faces;

    private final OptionalInt apiPort;

    private Server(Engine engine, Deque<AutoCloseable> faces, OptionalInt apiPort) {
        this.engine = engine;
        this.faces = faces;
        this.apiPort = apiPort;
    }

    /**
     * Starts it; it serves when this returns. The media root is made where it is missing, so that a fresh copy runs.
     *
     * @param home where relative paths of the configuration start
     * @param watchers further listeners of its events
     */
    public static Server start(
            Config config,
            Path home,
            Optional<SipTrace> sipTrace,
            Optional<MsrpTrace> msrpTrace,
            List<EventSink> watchers)
            throws IOException, MediaException {
        ModuleSettings settings = new ModuleSettings(config, home);
        Files.createDirectories(settings.mediaDirectories().mediaRoot());
        List<EventSink> sinks = new ArrayList<>(watchers);
        sinks.add(new EventLog());
        Tally tally = new Tally();
        sinks.add(tally);
        Optional<JournalSettings> kept = settings.journal(new ApiSettings(config).sinkNames());
        if (kept.isEmpty()) {
            Engine engine = Engine.start(
                    settings.engine(sipTrace, msrpTrace), Journal.none(), TranscriptDocument::of, EventSink.all(sinks));
            return new Server(engine, new ArrayDeque<>(), OptionalInt.empty());
        }
        SqlJournal journal = open(kept.get());
        Engine engine = Engine.start(
                settings.engine(sipTrace, msrpTrace), journal, TranscriptDocument::of, EventSink.all(sinks));
        Deque<AutoCloseable> faces = new ArrayDeque<>();
        try {
            engine.media().disk().watch(kept.get().directory());
            ApiSettings api = new ApiSettings(config);
            faces.push(Webhooks.start(journal.outbox(), api.sinks(Sends.OUTCOMES)));
            Optional<ApiServer.Captured> captured = captured(engine, journal);
            captured.ifPresent(
                    text -> faces.push(TextWebhooks.start(text.store(), text.events(), api.sinks(Sends.TEXT))));
            return new Server(
                    engine,
                    faces,
                    api(config, home, engine, journal, new Metrics(engine, journal, tally), captured, faces));
        } catch (IOException | RuntimeException e) {
            close(faces);
            engine.close();
            throw e;
        }
    }

    private static Optional<ApiServer.Captured> captured(Engine engine, SqlJournal journal) {
        return engine.capture()
                .flatMap(desk ->
                        journal.captures().map(store -> new ApiServer.Captured(store, desk, new Events(store))));
    }

    private static SqlJournal open(JournalSettings settings) throws IOException {
        try {
            SqlJournal journal = SqlJournal.open(settings);
            tell(journal.found());
            return journal;
        } catch (JournalException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** In plain words, so that nobody has to guess what a restart does. */
    private static void tell(Found found) {
        if (found.orders() == 0) {
            log.info("The journal has nothing unfinished");
        } else {
            log.info(
                    "The journal has {} unfinished orders: {} jobs are gone on with, {} were delivered and are only"
                            + " concluded, {} are finished",
                    found.orders(),
                    found.unfinished(),
                    found.delivered(),
                    found.finished());
        }
    }

    private static OptionalInt api(
            Config config,
            Path home,
            Engine engine,
            SqlJournal journal,
            Metrics metrics,
            Optional<ApiServer.Captured> captured,
            Deque<AutoCloseable> faces)
            throws IOException {
        if (!config.api().served()) {
            return OptionalInt.empty();
        }
        ApiServer server = ApiServer.open(
                InetAddress.getByName(config.api().bind()),
                config.api().port(),
                new ApiSettings(config).access(home),
                new ApiServer.Subjects(
                        journal.archive(),
                        journal.outbox(),
                        engine.orders(),
                        engine.retries(),
                        engine::draining,
                        () -> trouble(engine, journal),
                        metrics,
                        captured));
        faces.push(server);
        return OptionalInt.of(server.port());
    }

    /** What keeps it from taking anything, in words for everybody: what exactly fails is in the log. */
    private static Optional<String> trouble(Engine engine, SqlJournal journal) {
        return journal.trouble().or(() -> switch (engine.media().disk().room()) {
            case NORMAL, SOFT -> Optional.empty();
            case HARD -> Optional.of("a disk is full");
        });
    }

    public Engine engine() {
        return engine;
    }

    /** The port of the REST interface, unless there is none. */
    public OptionalInt apiPort() {
        return apiPort;
    }

    /** The interface answers while the engine drains; the journal closes last, with the engine. */
    @Override
    public void close() {
        engine.drain();
        close(faces);
        engine.close();
    }

    private static void close(Deque<AutoCloseable> faces) {
        while (!faces.isEmpty()) {
            try {
                faces.pop().close();
            } catch (Exception e) {
                log.warn("Something did not close well", e);
            }
        }
    }
}

package org.voxpost.app.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.app.api.ApiServer;
import org.voxpost.app.config.ApiSettings;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ModuleSettings;
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
    private final @Nullable Webhooks webhooks;
    private final @Nullable ApiServer api;

    private Server(Engine engine, @Nullable Webhooks webhooks, @Nullable ApiServer api) {
        this.engine = engine;
        this.webhooks = webhooks;
        this.api = api;
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
        Optional<JournalSettings> kept = settings.journal(new ApiSettings(config).sinkNames());
        if (kept.isEmpty()) {
            Engine engine = Engine.start(settings.engine(sipTrace, msrpTrace), Journal.none(), EventSink.all(sinks));
            return new Server(engine, null, null);
        }
        SqlJournal journal = open(kept.get());
        Engine engine = Engine.start(settings.engine(sipTrace, msrpTrace), journal, EventSink.all(sinks));
        Webhooks webhooks = null;
        try {
            engine.media().disk().watch(kept.get().directory());
            webhooks = Webhooks.start(journal.outbox(), new ApiSettings(config).sinks());
            return new Server(engine, webhooks, api(config, engine, journal));
        } catch (IOException | RuntimeException e) {
            if (webhooks != null) {
                webhooks.close();
            }
            engine.close();
            throw e;
        }
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

    private static @Nullable ApiServer api(Config config, Engine engine, SqlJournal journal) throws IOException {
        return config.api().served()
                ? ApiServer.open(
                        InetAddress.getByName(config.api().bind()),
                        config.api().port(),
                        new ApiServer.Subjects(
                                journal.archive(),
                                journal.outbox(),
                                engine.orders(),
                                engine.retries(),
                                engine::draining,
                                engine.capture()
                                        .flatMap(desk ->
                                                journal.captures().map(store -> new ApiServer.Captured(store, desk)))))
                : null;
    }

    public Engine engine() {
        return engine;
    }

    /** The port of the REST interface, unless there is none. */
    public OptionalInt apiPort() {
        return api == null ? OptionalInt.empty() : OptionalInt.of(api.port());
    }

    /** The interface answers while the engine drains; the journal closes last, with the engine. */
    @Override
    public void close() {
        engine.drain();
        if (webhooks != null) {
            webhooks.close();
        }
        if (api != null) {
            api.close();
        }
        engine.close();
    }
}

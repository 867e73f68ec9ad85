package org.voxpost.app.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ModuleSettings;
import org.voxpost.app.record.RecordWriter;
import org.voxpost.engine.Engine;
import org.voxpost.engine.event.EventSink;
import org.voxpost.engine.journal.Journal;
import org.voxpost.media.MediaException;
import org.voxpost.msrp.MsrpTrace;
import org.voxpost.sip.SipTrace;

/** A whole server of one configuration, in this process. */
public final class Server implements AutoCloseable {

    private final Engine engine;
    private final RecordWriter records;

    private Server(Engine engine, RecordWriter records) {
        this.engine = engine;
        this.records = records;
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
        Files.createDirectories(settings.media().mediaRoot());
        RecordWriter records = RecordWriter.open(settings.records(), settings.recordTerms());
        List<EventSink> sinks = new ArrayList<>(watchers);
        sinks.add(new EventLog());
        sinks.add(records);
        try {
            return new Server(
                    Engine.start(settings.engine(sipTrace, msrpTrace), Journal.none(), EventSink.all(sinks)), records);
        } catch (IOException | MediaException | RuntimeException e) {
            records.close();
            throw e;
        }
    }

    public Engine engine() {
        return engine;
    }

    /** Stops the engine first: what it still has to tell is recorded. */
    @Override
    public void close() {
        engine.close();
        records.close();
    }
}

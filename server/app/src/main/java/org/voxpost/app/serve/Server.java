package org.voxpost.app.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ModuleSettings;
import org.voxpost.engine.Engine;
import org.voxpost.engine.event.EventSink;
import org.voxpost.media.MediaException;
import org.voxpost.sip.SipTrace;

/** A whole server of one configuration, in this process. */
public final class Server implements AutoCloseable {

    private final Engine engine;

    private Server(Engine engine) {
        this.engine = engine;
    }

    /**
     * Starts it; it serves when this returns. The media root is made where it is missing, so that a fresh copy runs.
     *
     * @param home where relative paths of the configuration start
     * @param watchers further listeners of its events
     */
    public static Server start(Config config, Path home, Optional<SipTrace> trace, List<EventSink> watchers)
            throws IOException, MediaException {
        ModuleSettings settings = new ModuleSettings(config, home);
        Files.createDirectories(settings.media().mediaRoot());
        List<EventSink> sinks = new ArrayList<>(watchers);
        sinks.add(new EventLog());
        return new Server(Engine.start(settings.engine(trace), EventSink.all(sinks)));
    }

    public Engine engine() {
        return engine;
    }

    @Override
    public void close() {
        engine.close();
    }
}

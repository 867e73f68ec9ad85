package org.voxpost.app.crash;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes all memory that there is, on the thread that tells of a source which is ready, once. Named in the configuration of the log of a
 * server that is to die so.
 */
public final class HungryAppender extends AppenderBase<ILoggingEvent> {

    private static final int PIECE = 1 << 20;

    private Path marker = Path.of("");

    /** @param file there as long as memory is to be taken */
    public void setMarker(String file) {
        marker = Path.of(file);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getMessage().startsWith("A source is ready") && Files.exists(marker)) {
            List<byte[]> eaten = new ArrayList<>();
            while (eaten.size() < Integer.MAX_VALUE) {
                eaten.add(new byte[PIECE]);
            }
        }
    }
}

package org.voxpost.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Standard error as {@code conf/logback.xml} names it. Lines below WARN are written in groups: a server under load has thousands a
 * second, and each by itself costs more to write than to make. What is at WARN or above is written at once, with all that precedes it.
 */
public final class StandardError extends OutputStreamAppender<ILoggingEvent> {
    private static final long DELAY_MILLIS = 20;

    @Override
    public void start() {
        setImmediateFlush(false);
        GroupedOutput grouped = new GroupedOutput(new FileOutputStream(FileDescriptor.err), DELAY_MILLIS);
        setOutputStream(grouped);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> atOnce(grouped)));
        super.start();
    }

    @Override
    protected void subAppend(ILoggingEvent event) {
        super.subAppend(event);
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            flush();
        }
    }

    /** Writes what waits, for a process that halts. */
    public static void flushAll() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().forEachRemaining(appender -> {
                if (appender instanceof StandardError error) {
                    error.flush();
                }
            });
        }
    }

    private void flush() {
        try {
            getOutputStream().flush();
        } catch (IOException gone) {
            addError("standard error is gone", gone);
        }
    }

    private void atOnce(GroupedOutput grouped) {
        try {
            grouped.close();
        } catch (IOException gone) {
            addError("standard error is gone", gone);
        }
    }
}

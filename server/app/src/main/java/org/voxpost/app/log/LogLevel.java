package org.voxpost.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;
import org.voxpost.app.config.LogSection;

/** Sets how much our own packages log; libraries keep to warnings, as {@code conf/logback.xml} says. */
public final class LogLevel {
    private LogLevel() {}

    public static void apply(LogSection.Level level) {
        // Another logging system under slf4j keeps its own configuration.
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger("org.voxpost").setLevel(Level.toLevel(level.name()));
        }
    }
}

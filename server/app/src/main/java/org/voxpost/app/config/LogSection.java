package org.voxpost.app.config;

/** Section {@code log}. What a line looks like is in {@code conf/logback.xml}. */
public record LogSection(Level level, boolean sipMessages) {
    static final LogSection DEFAULT = new LogSection(Level.INFO, false);

    /** How much is logged. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }
}

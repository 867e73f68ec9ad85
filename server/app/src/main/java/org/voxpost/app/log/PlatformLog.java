package org.voxpost.app.log;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Leads what libraries say to the logging of the Java platform into ours, so that no line has a look of its own. */
public final class PlatformLog {
    private PlatformLog() {}

    /** Once, before anything is logged. Libraries keep to warnings, as {@code conf/logback.xml} says. */
    public static void join() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Logger.getLogger("").setLevel(Level.WARNING);
    }
}

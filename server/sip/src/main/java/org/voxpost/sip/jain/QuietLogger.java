package org.voxpost.sip.jain;

import gov.nist.core.StackLogger;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the stack's own logging off the hot path: only its errors are passed on, and only when somebody asks for DEBUG.
 * The one logger of the stack is global to the process. Made by the stack, by name.
 */
public final class QuietLogger implements StackLogger {
    private static final Logger LOG = LoggerFactory.getLogger(QuietLogger.class);

    @Override
    public boolean isLoggingEnabled() {
        return false;
    }

    @Override
    public boolean isLoggingEnabled(int level) {
        return false;
    }

    @Override
    public void logError(String message) {
        LOG.debug("The SIP stack reports an error: {}", message);
    }

    @Override
    public void logError(String message, Exception problem) {
        LOG.debug("The SIP stack reports an error: {}", message, problem);
    }

    @Override
    public void logException(Throwable problem) {
        LOG.debug("The SIP stack caught a problem.", problem);
    }

    @Override
    public void logFatalError(String message) {
        LOG.warn("The SIP stack reports a fatal error: {}", message);
    }

    @Override
    public void logStackTrace() {}

    @Override
    public void logStackTrace(int level) {}

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void logDebug(String message) {}

    @Override
    public void logDebug(String message, Exception problem) {}

    @Override
    public void logTrace(String message) {}

    @Override
    public void logWarning(String message) {}

    @Override
    public void logInfo(String message) {}

    @Override
    public void disableLogging() {}

    @Override
    public void enableLogging() {}

    @Override
    public void setBuildTimeStamp(String stamp) {}

    @Override
    public void setStackProperties(Properties properties) {}

    @Override
    public String getLoggerName() {
        return QuietLogger.class.getName();
    }
}

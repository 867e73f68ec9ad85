package org.voxpost.sip.jain;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import java.time.Instant;
import java.util.Properties;
import javax.sip.SipStack;
import org.jspecify.annotations.Nullable;
import org.voxpost.sip.SipTrace;
import org.voxpost.sip.SipTrace.Direction;

/** Turns the stack's message log into a {@link SipTrace}. Made by the stack, by name; the endpoint then gives it its trace. */
public final class TraceLogger implements ServerLogger {
    private volatile @Nullable SipTrace trace;

    void to(SipTrace trace) {
        this.trace = trace;
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, boolean sender, long time) {
        SipTrace trace = this.trace;
        if (trace != null) {
            String first = message.getFirstLine().strip();
            trace.message(new SipTrace.Message(
                    sender ? Direction.SENT : Direction.RECEIVED,
                    Instant.now(),
                    first,
                    message.getCallId() == null ? "" : message.getCallId().getCallId(),
                    message.getCSeq() == null
                            ? ""
                            : message.getCSeq().getSeqNumber() + " "
                                    + message.getCSeq().getMethod(),
                    message.getTopmostVia() == null
                            ? ""
                            : message.getTopmostVia().getTransport(),
                    sender ? to : from,
                    message.encode().length()));
        }
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender, long time) {
        logMessage(message, from, to, sender, time);
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender) {
        logMessage(message, from, to, sender, 0);
    }

    @Override
    public void closeLogFile() {}

    @Override
    public void logException(Exception problem) {}

    @Override
    public void setStackProperties(Properties properties) {}

    @Override
    public void setSipStack(SipStack stack) {}
}

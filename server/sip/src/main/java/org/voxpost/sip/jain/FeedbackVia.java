package org.voxpost.sip.jain;

import gov.nist.core.NameValue;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.message.SIPRequest;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.voxpost.sip.OverloadFeedback;

/** Tells clients that take part in overload control, in the Via they sent, what they are asked for (RFC 7339 §4, §5.2). */
final class FeedbackVia {

    private static final int PER_SECOND = 100_000;

    private final AtomicLong sequence = new AtomicLong();

    /** Whether the client behind this request wants to be told. */
    static boolean wanted(SIPRequest request) {
        Via top = request.getTopmostVia();
        return top != null && top.hasParameter("oc");
    }

    /** The Via header fields of a response; those of the request stay as they are. */
    ViaList answer(SIPRequest request, OverloadFeedback feedback) {
        ViaList vias = (ViaList) request.getViaHeaders().clone();
        Via top = (Via) vias.getFirst();
        NameValue algorithm = new NameValue("oc-algo", "loss");
        algorithm.setQuotedValue();
        top.getParameters().set(new NameValue("oc", Integer.toString(feedback.reduction())));
        top.getParameters().set(algorithm);
        top.getParameters()
                .set(new NameValue(
                        "oc-validity", Long.toString(feedback.validity().toMillis())));
        top.getParameters().set(new NameValue("oc-seq", next()));
        return vias;
    }

    /** A timestamp, but never one twice. */
    private String next() {
        Instant now = Instant.now();
        long ticks = now.getEpochSecond() * PER_SECOND + now.getNano() / (1_000_000_000 / PER_SECOND);
        long number = sequence.updateAndGet(before -> Math.max(before + 1, ticks));
        return String.format(Locale.ROOT, "%d.%05d", number / PER_SECOND, number % PER_SECOND);
    }
}

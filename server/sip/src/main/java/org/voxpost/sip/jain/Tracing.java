package org.voxpost.sip.jain;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.voxpost.sip.SipTrace;
import org.voxpost.sip.SipTrace.Direction;

/** Counts messages at the socket, and shows them to a {@link SipTrace}, repetitions included. */
final class Tracing {
    private final Counters counters;
    private final Optional<SipTrace> trace;

    Tracing(Counters counters, Optional<SipTrace> trace) {
        this.counters = counters;
        this.trace = trace;
    }

    /** @param at taken before the write: what is answered at once must not seem younger than its answer */
    void sent(Instant at, byte[] message, String transport, InetAddress peer, int port) {
        counters.sent.increment();
        trace.ifPresent(to -> show(to, Direction.SENT, at, message, transport, peer, port));
    }

    void received(byte[] message, String transport, InetAddress peer, int port) {
        counters.received.increment();
        trace.ifPresent(to -> show(to, Direction.RECEIVED, Instant.now(), message, transport, peer, port));
    }

    private static void show(
            SipTrace trace,
            Direction direction,
            Instant at,
            byte[] message,
            String transport,
            InetAddress peer,
            int port) {
        String text = new String(message, StandardCharsets.UTF_8);
        String[] lines = text.stripLeading().split("\r?\n", -1);
        String callId = "";
        String cseq = "";
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            int colon = lines[i].indexOf(':');
            String name = colon < 0 ? "" : lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT);
            switch (name) {
                case "call-id", "i" -> callId = Messages.clean(lines[i].substring(colon + 1));
                case "cseq" -> cseq = Messages.clean(lines[i].substring(colon + 1));
                default -> {}
            }
        }
        trace.message(new SipTrace.Message(
                direction,
                at,
                Messages.clean(lines[0]),
                callId,
                cseq,
                transport.toUpperCase(Locale.ROOT),
                peer.getHostAddress() + ':' + port,
                message.length));
    }
}

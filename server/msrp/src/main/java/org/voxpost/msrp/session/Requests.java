package org.voxpost.msrp.session;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.Status;
import org.voxpost.msrp.wire.TransactionId;
import org.voxpost.msrp.wire.UriPath;

/** Gives each request of the peer to its session, or the answer that it gets instead (RFC 4975 §7.3). */
final class Requests {

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private static final Status NO_SESSION = new Status(481, "No such session");
    private static final Status BOUND_ELSEWHERE = new Status(506, "Session is bound to another connection");
    private static final Status UNKNOWN_METHOD = new Status(501, "Unknown method");

    private final ConnectionPort port;
    private final SessionTable sessions;
    private final Transmitter transmitter;
    private final Receiver receiver;
    private final Counters counters;
    private @Nullable Frame held;

    Requests(
            ConnectionPort port, SessionTable sessions, Transmitter transmitter, Receiver receiver, Counters counters) {
        this.port = port;
        this.sessions = sessions;
        this.transmitter = transmitter;
        this.receiver = receiver;
        this.counters = counters;
    }

    /** True while a request is held back until its session is known. */
    boolean holding() {
        return held != null;
    }

    void send(Frame.Send send, long now) {
        SessionCore session = session(send, send.to());
        if (session != null) {
            session.clock().heard(now);
            session.establish();
            receiver.begin(chunk(send, session, now), now);
        }
    }

    void other(Frame.OtherRequest other, long now) {
        if (session(other, other.to()) != null) {
            answer(other, UNKNOWN_METHOD, now);
        }
    }

    void unintelligible(Frame.Unintelligible broken, long now) {
        counters.protocolFaults.increment();
        UriPath to = broken.to();
        UriPath from = broken.from();
        LOG.debug("Request {} cannot be understood: {}", broken.transaction(), broken.problem());
        if (to != null && from != null && !broken.report()) {
            answer(broken.transaction(), new Status(400, broken.problem()), broken.failureReport(), to, from, now);
        }
    }

    /** Goes on with the request that was held back. */
    void resolved(Resolution resolution, long now) {
        Frame frame = held;
        held = null;
        switch (resolution) {
            case ATTACHED -> again(frame, now);
            case UNKNOWN -> {
                counters.unknownSessions.increment();
                turnAway(frame, NO_SESSION, now);
            }
            case BOUND_ELSEWHERE -> turnAway(frame, BOUND_ELSEWHERE, now);
        }
    }

    private void again(@Nullable Frame frame, long now) {
        if (frame instanceof Frame.Send send) {
            send(send, now);
        } else if (frame instanceof Frame.OtherRequest other) {
            other(other, now);
        }
    }

    private void turnAway(@Nullable Frame frame, Status status, long now) {
        if (frame instanceof Frame.Send send) {
            receiver.begin(new IncomingChunk(send, null, status), now);
        } else if (frame instanceof Frame.OtherRequest other) {
            answer(other, status, now);
        }
    }

    private IncomingChunk chunk(Frame.Send send, SessionCore session, long now) {
        return send.body() && send.contentType() != null
                ? session.inbox().begin(send, session, port, now)
                : new IncomingChunk(send, session, Status.OK);
    }

    /** The session that a request is for; null when the request is held back until that is known. */
    private @Nullable SessionCore session(Frame frame, UriPath to) {
        SessionCore session = sessions.named(to);
        if (session == null) {
            held = frame;
            String id = to.last().sessionId();
            port.resolve(id == null ? "" : id);
        }
        return session;
    }

    private void answer(Frame.OtherRequest other, Status status, long now) {
        answer(other.transaction(), status, other.failureReport(), other.to(), other.from(), now);
    }

    private void answer(
            TransactionId transaction, Status status, FailureReport wish, UriPath to, UriPath from, long now) {
        if (Receiver.wanted(wish, status)) {
            transmitter.respondToOther(transaction, status, to, from, now);
        }
    }
}

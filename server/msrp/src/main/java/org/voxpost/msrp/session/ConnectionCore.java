package org.voxpost.msrp.session;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.MsrpLimits;
import org.voxpost.msrp.MsrpTimeouts;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.wire.BodyPart;
import org.voxpost.msrp.wire.Continuation;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.FrameDecoder;
import org.voxpost.msrp.wire.FramingException;
import org.voxpost.msrp.wire.Item;
import org.voxpost.msrp.wire.RandomIds;
import org.voxpost.msrp.wire.Status;
import org.voxpost.msrp.wire.TransactionId;
import org.voxpost.msrp.wire.UriPath;

/**
 * One connection and the sessions on it. Inputs are the public methods; each is followed by {@link #settle} of the caller, which
 * sends what came of it.
 */
public final class ConnectionCore {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionCore.class);

    /** How long the peer that made a connection has to close it, or to name another session on it, once the last one is over. */
    private static final long IDLE_GRACE_NANOS = 5_000_000_000L;

    private static final Status NO_SESSION = new Status(481, "No such session");
    private static final Status BOUND_ELSEWHERE = new Status(506, "Session is bound to another connection");
    private static final Status UNKNOWN_METHOD = new Status(501, "Unknown method");

    private final ConnectionPort port;
    private final MsrpLimits limits;
    private final MsrpTimeouts timeouts;
    private final Counters counters;
    private final FrameDecoder decoder;
    private final Transmitter transmitter;
    private final Receiver receiver;
    private final StallWatch stall;
    private final Map<String, SessionCore> sessions = new LinkedHashMap<>(4);
    private final ArrayDeque<ByteBuf> backlog = new ArrayDeque<>(2);

    private long unboundDeadline;
    private boolean madeByPeer;
    private @Nullable Frame held;
    private long headDeadline = Long.MAX_VALUE;
    private boolean decoding;
    private boolean reading = true;
    private boolean closed;

    public ConnectionCore(
            ConnectionPort port, MsrpLimits limits, MsrpTimeouts timeouts, RandomIds ids, Counters counters, long now) {
        this.port = port;
        this.limits = limits;
        this.timeouts = timeouts;
        this.counters = counters;
        this.decoder = new FrameDecoder(limits.lineOctets(), limits.headers(), counters::deviation);
        this.transmitter =
                new Transmitter(port, ids, counters, timeouts.transaction().toNanos());
        this.receiver = new Receiver(port, transmitter, counters);
        this.stall = new StallWatch(timeouts.writeStall().toNanos());
        this.unboundDeadline = now + timeouts.unbound().toNanos();
    }

    /**
     * Says that the peer made the connection. Then it is for the peer to close it behind its last session: the first request of the
     * peer's next one may be on its way already, and would be lost with the connection (RFC 4975 §5.4 lets them share it).
     */
    public void madeByPeer() {
        madeByPeer = true;
    }

    /** True when no session uses the connection any more, or it is gone. */
    public boolean closed() {
        return closed;
    }

    public int sessionCount() {
        return sessions.size();
    }

    /**
     * Puts a session on this connection.
     *
     * @param active whether it is for us to send the first request (RFC 4975 §5.4)
     */
    public void attach(SessionCore session, boolean active, long now) {
        unboundDeadline = Long.MAX_VALUE;
        sessions.put(session.id(), session);
        session.attached(this);
        UriPath to = session.remotePath();
        if (active && to != null) {
            transmitter.emptySend(session, to, session.localPath(), now);
        }
        ready(session);
    }

    /** Takes a session off; a connection of ours closes with its last one. */
    void detach(SessionCore session, long now) {
        sessions.remove(session.id(), session);
        transmitter.forget(session);
        if (!sessions.isEmpty() || closed) {
            return;
        }
        if (madeByPeer) {
            unboundDeadline =
                    now + Math.min(IDLE_GRACE_NANOS, timeouts.unbound().toNanos());
        } else {
            close();
        }
    }

    void ready(SessionCore session) {
        transmitter.ready(session);
    }

    void stop(Outgoing message, SendOutcome outcome, boolean refused, long now) {
        transmitter.stop(message, outcome, refused, now);
        ready(message.session());
    }

    /** Takes octets from the network, and their buffer with them. */
    public void received(ByteBuf octets, long now) {
        if (closed) {
            octets.release();
            return;
        }
        backlog.add(octets);
        decode(now);
    }

    /** Takes the answer to {@link ConnectionPort#resolve}. */
    public void resolved(Resolution resolution, long now) {
        Frame frame = held;
        if (frame == null || closed) {
            return;
        }
        held = null;
        switch (resolution) {
            case ATTACHED -> request(frame, now);
            case UNKNOWN -> turnAway(frame, NO_SESSION, now);
            case BOUND_ELSEWHERE -> turnAway(frame, BOUND_ELSEWHERE, now);
        }
        decode(now);
    }

    private void decode(long now) {
        if (decoding) {
            return;
        }
        decoding = true;
        try {
            while (held == null && !closed && !backlog.isEmpty()) {
                ByteBuf in = backlog.element();
                Item item = decoder.next(in);
                if (item == null) {
                    backlog.remove().release();
                } else {
                    take(item, now);
                }
            }
            watchHead(now);
        } catch (FramingException e) {
            counters.protocolFaults.increment();
            fail(SessionEnd.Cause.CONNECTION_LOST, "the peer broke the protocol: " + e.getMessage(), now);
        } finally {
            decoding = false;
        }
    }

    private void watchHead(long now) {
        if (!decoder.insideHead()) {
            headDeadline = Long.MAX_VALUE;
        } else if (headDeadline == Long.MAX_VALUE) {
            headDeadline = now + timeouts.head().toNanos();
        }
    }

    private void take(Item item, long now) {
        switch (item) {
            case BodyPart part -> receiver.part(part.octets(), now);
            case Continuation flag -> receiver.end(flag, now);
            case Frame.Response response -> response(response, now);
            case Frame.Send send -> request(send, now);
            case Frame.Report report -> report(report, now);
            case Frame.OtherRequest other -> request(other, now);
            case Frame.Unintelligible broken -> unintelligible(broken, now);
        }
    }

    private void request(Frame frame, long now) {
        switch (frame) {
            case Frame.Send send -> {
                SessionCore session = session(send, send.to());
                if (session != null) {
                    session.establish();
                    receiver.begin(chunk(send, session), now);
                }
            }
            case Frame.OtherRequest other -> {
                if (session(other, other.to()) != null) {
                    answer(other.transaction(), UNKNOWN_METHOD, other.failureReport(), other.to(), other.from(), now);
                }
            }
            case Frame.Report _, Frame.Response _, Frame.Unintelligible _ -> {}
        }
    }

    private static IncomingChunk chunk(Frame.Send send, SessionCore session) {
        return send.body() && send.contentType() != null
                ? session.inbox().begin(send, session)
                : new IncomingChunk(send, session, Status.OK);
    }

    /** The session that a request is for; null when the request is held back until that is known. */
    private @Nullable SessionCore session(Frame frame, UriPath to) {
        String id = to.last().sessionId();
        SessionCore session = id == null ? null : sessions.get(id);
        if (session == null) {
            held = frame;
            port.resolve(id == null ? "" : id);
        }
        return session;
    }

    private void turnAway(Frame frame, Status status, long now) {
        switch (frame) {
            case Frame.Send send -> receiver.begin(new IncomingChunk(send, null, status), now);
            case Frame.OtherRequest other ->
                answer(other.transaction(), status, other.failureReport(), other.to(), other.from(), now);
            case Frame.Report _, Frame.Response _, Frame.Unintelligible _ -> {}
        }
    }

    private void unintelligible(Frame.Unintelligible broken, long now) {
        counters.protocolFaults.increment();
        UriPath to = broken.to();
        UriPath from = broken.from();
        LOG.debug("Request {} cannot be understood: {}", broken.transaction(), broken.problem());
        if (to != null && from != null && !broken.report()) {
            Status status = new Status(400, broken.problem());
            answer(broken.transaction(), status, broken.failureReport(), to, from, now);
        }
    }

    private void answer(
            TransactionId transaction, Status status, FailureReport wish, UriPath to, UriPath from, long now) {
        if (Receiver.wanted(wish, status)) {
            transmitter.respond(transaction, status, from.first(), to.last(), now);
        }
    }

    private void report(Frame.Report report, long now) {
        String id = report.to().last().sessionId();
        SessionCore session = id == null ? null : sessions.get(id);
        Outgoing message =
                session == null || report.messageId() == null ? null : session.unfinished(report.messageId());
        if (session == null || message == null) {
            counters.strayResponses.increment();
            return;
        }
        Status status = report.status() == null ? Status.OK : report.status();
        if (!status.success()) {
            refused(message, status, now);
        } else if (message.report(report.range())) {
            session.finish(message, new SendOutcome.Delivered(message.length()));
        }
    }

    private void response(Frame.Response response, long now) {
        Transaction transaction = transmitter.answered(response.transaction());
        if (transaction == null) {
            counters.strayResponses.increment();
            return;
        }
        SessionCore session = transaction.session();
        Outgoing message = transaction.message();
        Status status = response.status();
        if (status.code() == 481 || status.code() == 506) {
            if (message != null) {
                refused(message, status, now);
            }
            session.end(new SessionEnd(SessionEnd.Cause.REFUSED_BY_PEER, "the peer answered " + status.code()), now);
        } else if (message == null) {
            session.establish();
        } else if (status.success()) {
            session.establish();
            session.acknowledged(message, transaction.octets());
        } else {
            refused(message, status, now);
        }
        transmitter.ready(session);
    }

    private void refused(Outgoing message, Status status, long now) {
        SendOutcome outcome = status.code() == 408
                ? new SendOutcome.TimedOut(SendOutcome.Phase.RESPONSE)
                : new SendOutcome.Refused(status.code(), status.comment());
        transmitter.stop(message, outcome, true, now);
        transmitter.ready(message.session());
    }

    /**
     * Sends what came of the inputs before, and stops or resumes reading. To be called after each of them, and when {@link
     * ConnectionPort#writable()} has changed.
     */
    public void settle(long now) {
        if (closed) {
            return;
        }
        transmitter.pump(now);
        port.flush();
        stall.observe(transmitter.written(), port.queuedOctets(), now);
        boolean wanted = held == null && port.writable() && receiver.unanswered() < limits.unansweredOctets();
        if (wanted != reading) {
            reading = wanted;
            port.reading(wanted);
        }
    }

    /** When {@link #expired} is to be called; {@link Long#MAX_VALUE} for never. */
    public long nextTimeout() {
        if (closed) {
            return Long.MAX_VALUE;
        }
        return Math.min(
                Math.min(unboundDeadline, headDeadline), Math.min(stall.deadline(), transmitter.nextDeadline()));
    }

    /** Says that the time of {@link #nextTimeout} has come. */
    public void expired(long now) {
        if (closed) {
            return;
        }
        if (unboundDeadline <= now) {
            LOG.info("A connection of a peer that no session uses is closed");
            close();
        } else if (headDeadline <= now) {
            counters.protocolFaults.increment();
            fail(SessionEnd.Cause.CONNECTION_LOST, "the peer did not finish the head of a request in time", now);
        } else if (stall.deadline() <= now) {
            fail(SessionEnd.Cause.WRITE_STALLED, "the peer takes no octets", now);
        } else {
            overdue(now);
        }
    }

    private void overdue(long now) {
        Transaction transaction;
        while (!closed && (transaction = transmitter.overdue(now)) != null) {
            Outgoing message = transaction.message();
            SessionCore session = transaction.session();
            if (message != null && transaction.answered()) {
                transmitter.stop(message, new SendOutcome.TimedOut(SendOutcome.Phase.RESPONSE), false, now);
            } else if (message == null && !session.established()) {
                session.end(
                        new SessionEnd(SessionEnd.Cause.NOT_ESTABLISHED, "the peer did not answer the first request"),
                        now);
            }
            transmitter.ready(session);
        }
    }

    /** Says that the network has closed the connection. */
    public void closed(String reason, long now) {
        if (!closed) {
            fail(SessionEnd.Cause.CONNECTION_LOST, reason, now);
        }
    }

    /** Ends every session on this connection, and the connection. */
    public void fail(SessionEnd.Cause cause, String detail, long now) {
        List<SessionCore> lost = new ArrayList<>(sessions.values());
        sessions.clear();
        close();
        for (SessionCore session : lost) {
            session.detached();
            session.end(new SessionEnd(cause, detail), now);
        }
    }

    private void close() {
        closed = true;
        transmitter.close();
        backlog.forEach(ByteBuf::release);
        backlog.clear();
        port.flush();
        port.close();
    }
}

package org.voxpost.msrp.session;

import io.netty.buffer.ByteBuf;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.MsrpLimits;
import org.voxpost.msrp.MsrpTimeouts;
import org.voxpost.msrp.Nickname;
import org.voxpost.msrp.RelayAccount;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.relay.RelayChain;
import org.voxpost.msrp.wire.BodyPart;
import org.voxpost.msrp.wire.ByteRange;
import org.voxpost.msrp.wire.Continuation;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.FrameDecoder;
import org.voxpost.msrp.wire.FrameWriter;
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

    private final ConnectionPort port;
    private final MsrpLimits limits;
    private final Counters counters;
    private final SessionTable sessions = new SessionTable();
    private final Intake intake;
    private final Transmitter transmitter;
    private final Receiver receiver;
    private final Requests requests;
    private final Responses responses;
    private final Agenda agenda = new Agenda();
    private final ConnectionWatch watch;
    private final Intake.Taker items = new Items();

    private @Nullable RelayDesk relay;
    private int unknownSessions;
    private boolean reading = true;
    private boolean closed;

    public ConnectionCore(
            ConnectionPort port, MsrpLimits limits, MsrpTimeouts timeouts, RandomIds ids, Counters counters, long now) {
        this.port = port;
        this.limits = limits;
        this.counters = counters;
        this.intake = new Intake(
                new FrameDecoder(limits.lineOctets(), limits.headers(), counters::deviation),
                timeouts.head().toNanos());
        this.transmitter = new Transmitter(
                port,
                agenda,
                ids,
                counters,
                timeouts.transaction().toNanos(),
                timeouts.report().toNanos());
        this.receiver = new Receiver(port, transmitter, agenda, counters);
        this.requests = new Requests(port, sessions, transmitter, receiver, counters);
        this.responses = new Responses(port, sessions, transmitter, counters);
        this.watch = new ConnectionWatch(limits, timeouts, intake, now);
    }

    /**
     * Says that the peer made the connection. Then it is for the peer to close it behind its last session: the first request of the
     * peer's next one may be on its way already, and would be lost with the connection (RFC 4975 §5.4 lets them share it).
     */
    public void madeByPeer() {
        watch.madeByPeer();
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
        watch.used();
        sessions.add(session);
        transmitter.sessions(sessions.size(), now);
        session.attached(this, now);
        agenda.arm(session);
        if (active) {
            keepAlive(session, now);
        }
        ready(session);
    }

    /** Takes a session off; a connection of ours closes with its last one, that to a relay some time later. */
    void detach(SessionCore session, long now) {
        sessions.remove(session);
        transmitter.sessions(sessions.size(), now);
        transmitter.forget(session, now);
        unused(now);
    }

    private void unused(long now) {
        if (!inUse() && !closed && !watch.unused(now)) {
            close(now);
        }
    }

    /** Takes a session off in the middle of what it sends; it goes on elsewhere. */
    void leave(SessionCore session, long now) {
        transmitter.interrupt(now);
        receiver.leave(session);
        detach(session, now);
    }

    /** Asks the sink of a message that became whole without a chunk of this connection. */
    void complete(Assembly message, SessionCore session, long now) {
        receiver.complete(message, session, now);
    }

    /**
     * Asks the relay at the end of this connection for a way to one session of ours, and renews it until it is released (RFC 4976
     * §5.1). The session is attached when it is granted.
     */
    public Lease lease(RelayAccount account, RelayChain authorization, Lease.Events events, long now) {
        watch.keptUnused(account.idle().toNanos());
        if (relay == null) {
            relay = new RelayDesk(this, account.patience().toNanos());
        }
        return relay.open(authorization, events, now);
    }

    /** Ends a lease. A connection that nobody uses then closes like one without sessions. */
    public void release(Lease lease, long now) {
        if (relay != null) {
            relay.close(lease);
            unused(now);
        }
    }

    /** Closes the connection if neither a session nor somebody who asks the relay uses it. */
    public void closeUnused(long now) {
        if (!closed && !inUse()) {
            close(now);
        }
    }

    private boolean inUse() {
        return sessions.size() > 0 || (relay != null && relay.busy());
    }

    /** Sends a request without a body. */
    void keepAlive(SessionCore session, long now) {
        UriPath to = session.remotePath();
        if (to != null && !closed) {
            transmitter.bodiless(session, to, now);
        }
    }

    void reportFailure(SessionCore session, String messageId, int status, String comment, long now) {
        RecentlyTaken.Message message = session.inbox().failed(messageId);
        if (message != null && message.wish() != FailureReport.NO) {
            Status why = new Status(status, comment);
            ByteRange range = ByteRange.whole(message.length());
            transmitter.report(message.from(), session.localPath(), messageId, range, why, now);
        }
    }

    /** Tells the sender of a message whose rest did not come that what did come is lost (RFC 4975 §7.1.4). */
    void reportStale(SessionCore session, Assembly message, long now) {
        Status why = message.refusal();
        if (message.firstHead().failureReport() != FailureReport.NO && why != null) {
            ByteRange range = new ByteRange(1, message.received.end(), message.total());
            transmitter.report(message.sender(session), session.localPath(), message.messageId(), range, why, now);
        }
    }

    /** Takes note of the next time of a session. */
    void arm(SessionCore session) {
        agenda.arm(session);
    }

    void ready(SessionCore session) {
        transmitter.ready(session);
    }

    void stop(Outgoing message, SendOutcome outcome, boolean refused, long now) {
        transmitter.stop(message, outcome, refused, now);
    }

    /**
     * Sends a request that belongs to no session, such as AUTH (RFC 4976 §5.1).
     *
     * @param writer writes the whole frame under the transaction id that it is given
     */
    void request(BiConsumer<ByteBuf, TransactionId> writer, Transaction.Answer answer, long now) {
        if (closed) {
            answer.missing(now);
        } else {
            transmitter.request(null, writer, answer, now);
        }
    }

    /** Asks the peer of a session for a nickname (RFC 7701 §7.1). */
    void nickname(SessionCore session, UriPath to, Nickname name, NicknameAnswer answer, long now) {
        transmitter.request(
                session,
                (out, transaction) -> FrameWriter.nickname(out, transaction, to, session.localPath(), name),
                answer,
                now);
        session.clock().spoke(now);
    }

    /** Takes a REPORT for a session on this connection that came on another one. */
    void report(Frame.Report report, SessionCore session, long now) {
        if (!closed) {
            responses.report(report, session, now);
        }
    }

    /** Takes octets from the network, and their buffer with them. */
    public void received(ByteBuf octets, long now) {
        watch.received(now);
        intake.add(octets);
        decode(now);
    }

    /** Takes the answer to {@link ConnectionPort#resolve}. */
    public void resolved(Resolution resolution, long now) {
        if (!requests.holding() || closed) {
            return;
        }
        requests.resolved(resolution, now);
        if (resolution == Resolution.UNKNOWN
                && sessions.size() == 0
                && ++unknownSessions > limits.strangers().unknownSessions()) {
            fail(SessionEnd.Cause.CONNECTION_LOST, "the peer guesses session ids", now);
        } else {
            decode(now);
        }
    }

    private void decode(long now) {
        try {
            intake.decode(items, now);
        } catch (FramingException e) {
            counters.protocolFaults.increment();
            fail(SessionEnd.Cause.CONNECTION_LOST, "the peer broke the protocol: " + e.getMessage(), now);
        }
    }

    private final class Items implements Intake.Taker {
        @Override
        public boolean willing() {
            return !requests.holding();
        }

        @Override
        public void take(Item item, long now) {
            switch (item) {
                case BodyPart part -> receiver.part(part.octets(), now);
                case Continuation flag -> receiver.end(flag, now);
                case Frame.Response response -> responses.response(response, now);
                case Frame.Send send -> requests.send(send, now);
                case Frame.Report report -> responses.report(report, now);
                case Frame.OtherRequest other -> requests.other(other, now);
                case Frame.Unintelligible broken -> requests.unintelligible(broken, now);
            }
        }
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
        transmitter.left(now);
        long queued = port.queuedOctets();
        watch.written(transmitter.written(), queued, now);
        boolean wanted = items.willing() && answerable() && receiver.unanswered() < limits.unansweredOctets();
        if (wanted != reading) {
            reading = wanted;
            port.reading(wanted);
        }
        boolean theirTurn = reading && receiver.insideBody() && receiver.unanswered() == 0;
        watch.body(theirTurn, receiver.bodyOctets(), now);
    }

    /**
     * Whether there is room for answers to what is read. Our own messages fill half of it at most: two sides that both send
     * would otherwise wait for each other to read.
     */
    private boolean answerable() {
        return port.writable() || port.queuedOctets() < 2L * limits.writeQueueOctets();
    }

    /** When {@link #expired} is to be called; {@link Long#MAX_VALUE} for never. */
    public long nextTimeout() {
        if (closed) {
            return Long.MAX_VALUE;
        }
        long next = Math.min(watch.next(sessions.size() > 0), Math.min(transmitter.nextDeadline(), agenda.next()));
        return relay == null ? next : Math.min(next, relay.nextDeadline());
    }

    /** Says that the time of {@link #nextTimeout} has come. */
    public void expired(long now) {
        if (closed) {
            return;
        }
        transmitter.left(now);
        watch.stalled(transmitter.written(), port.queuedOctets(), now);
        if (watch.deserted(now)) {
            LOG.info("A connection of a peer that no session uses is closed");
            close(now);
            return;
        }
        ConnectionWatch.Overrun overrun = watch.overrun(sessions.size() > 0, now);
        if (overrun != null) {
            if (overrun.fault()) {
                counters.protocolFaults.increment();
            }
            fail(overrun.cause(), overrun.why(), now);
            return;
        }
        transmitter.expired(now);
        overdue(now);
        if (relay != null && !closed) {
            relay.expired(now);
        }
        lookAtSessions(now);
    }

    private void lookAtSessions(long now) {
        SessionCore session;
        while (!closed && (session = agenda.due(now)) != null) {
            session.expired(now);
            agenda.arm(session);
        }
    }

    private void overdue(long now) {
        Transaction transaction;
        while (!closed && (transaction = transmitter.overdue(now)) != null) {
            responses.missing(transaction, now);
        }
        Outgoing message;
        while (!closed && (message = transmitter.unreported(now)) != null) {
            responses.unreported(message, now);
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
        close(now);
        for (SessionCore session : sessions.takeAll()) {
            session.detached();
            session.end(new SessionEnd(cause, detail), now);
        }
    }

    private void close(long now) {
        closed = true;
        transmitter.close(now);
        agenda.clear();
        intake.close();
        port.flush();
        port.close();
    }
}

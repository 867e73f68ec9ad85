package org.voxpost.msrp.session;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.FlowTimeouts;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MsrpLimits;
import org.voxpost.msrp.Nickname;
import org.voxpost.msrp.NicknameOutcome;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SendEvents;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.FrameWriter;
import org.voxpost.msrp.wire.UriPath;

/** One session: its messages in both directions, with or without a connection yet. */
public final class SessionCore {

    private static final Logger LOG = LoggerFactory.getLogger(SessionCore.class);

    private final String id;
    private final UriPath localPath;
    private final SessionTerms terms;
    private final SessionEvents events;
    private final FlowTimeouts flow;
    private final Inbox inbox;
    private final Outbox outbox;
    private final SessionClock clock;

    private @Nullable UriPath remotePath;
    private @Nullable ConnectionCore connection;
    private boolean listening;
    private @Nullable SessionEnd tail;
    private boolean established;
    private long largest;
    private boolean aside;
    private boolean over;

    /** When {@link Agenda} will look at this session. Kept there. */
    long armed = Long.MAX_VALUE;

    /** @param localPath From-Path of our requests: our URI alone, also behind a relay */
    public SessionCore(
            String id,
            UriPath localPath,
            SessionTerms terms,
            SessionEvents events,
            MsrpLimits limits,
            FlowTimeouts flow,
            Counters counters) {
        this.id = id;
        this.localPath = localPath;
        this.terms = terms;
        this.events = events;
        this.flow = flow;
        this.inbox = new Inbox(terms, events, limits, flow, counters);
        this.outbox = new Outbox(this, policy(), counters);
        this.clock = new SessionClock(flow, policy().messages().keepAlive().toNanos());
    }

    public String id() {
        return id;
    }

    public SessionState state() {
        if (over) {
            return SessionState.OVER;
        }
        if (tail != null) {
            return SessionState.TAIL;
        }
        if (established) {
            return SessionState.ESTABLISHED;
        }
        return connection == null ? SessionState.NEW : SessionState.OPENING;
    }

    /** True when the session has ended, for whatever reason. */
    public boolean over() {
        return over;
    }

    public boolean established() {
        return established;
    }

    /** Sets the To-Path of our requests: the path of the peer as negotiated, behind relays of our own if there are any. */
    public void remotePath(UriPath path) {
        remotePath = path;
        outbox.relayed(relayed());
        if (connection != null) {
            connection.ready(this);
        }
    }

    /** Sets how many octets of one message the peer takes (RFC 4975 §8.6: max-size); 0 is no limit. */
    public void largest(long octets) {
        largest = octets;
    }

    public @Nullable UriPath remotePath() {
        return remotePath;
    }

    /** Says that the peer has the first word, though the connection stands: nothing is sent before it (RFC 6135 §4.2.3). */
    public void listenFirst(boolean first) {
        listening = first;
    }

    /** Says that another core sends for this session: reports are for that one. */
    public void aside() {
        aside = true;
    }

    boolean isAside() {
        return aside;
    }

    /** True when relays stand between us and the peer, so that the response to a chunk is not the word of the peer. */
    boolean relayed() {
        return remotePath != null && remotePath.uris().size() > 1;
    }

    /** Body octets of one chunk: fewer where a relay may have to hold it whole. */
    int chunkOctets() {
        PeerPolicy policy = terms.policy();
        return relayed() ? Math.min(policy.chunkOctets(), policy.relay().chunkOctets()) : policy.chunkOctets();
    }

    UriPath localPath() {
        return localPath;
    }

    PeerPolicy policy() {
        return terms.policy();
    }

    Inbox inbox() {
        return inbox;
    }

    Outbox outbox() {
        return outbox;
    }

    SessionClock clock() {
        return clock;
    }

    /** Queues a message. */
    public Outgoing send(MessageContent content, String messageId, SendEvents sendEvents) {
        Outgoing message = new Outgoing(this, content, messageId, sendEvents);
        if (over || tail != null) {
            message.finish(new SendOutcome.ConnectionLost("the session is over"));
            return message;
        }
        if (largest > 0 && content.body().length() > largest) {
            message.finish(new SendOutcome.Refused(413, "the peer takes no more than " + largest + " octets"));
            return message;
        }
        outbox.add(message);
        if (connection != null) {
            connection.ready(this);
        }
        return message;
    }

    /** Asks the peer for a nickname (RFC 7701 §7.1). The outcome is told once, on the lane, and must not throw. */
    public void nickname(Nickname name, Consumer<NicknameOutcome> outcome, long now) {
        ConnectionCore bound = connection;
        UriPath to = remotePath;
        if (bound == null || to == null || !established || tail != null) {
            outcome.accept(new NicknameOutcome.ConnectionLost("the session is not established, or over"));
        } else {
            bound.nickname(this, to, name, new NicknameAnswer(this, bound, outcome), now);
        }
    }

    /** Takes a REPORT that came on another connection than the session's (RFC 4976 §6.4.2 lets relays open more). */
    public void report(Frame.Report report, long now) {
        if (connection != null) {
            connection.report(report, this, now);
        }
    }

    /** Stops a message of this session. */
    public void abort(Outgoing message, long now) {
        stop(message, new SendOutcome.Aborted(), now);
    }

    private void stop(Outgoing message, SendOutcome outcome, long now) {
        if (connection != null) {
            connection.stop(message, outcome, false, now);
        } else {
            outbox.finish(message, outcome);
        }
    }

    /**
     * Tells the sender of a message that was taken that it failed after all, with a REPORT (RFC 4975 §7.1.4). Without effect
     * when the sender wants no failure reports, or the message is not among the last that were taken.
     */
    public void failed(String messageId, int status, String comment, long now) {
        if (connection != null && !over) {
            connection.reportFailure(this, messageId, status, comment, now);
        }
    }

    /**
     * Runs {@code then} when nothing has passed in either direction for {@link FlowTimeouts#inactivity()}, when {@link
     * FlowTimeouts#outer()} is over, or when the session ends; at once when it is none that anything could pass on.
     */
    public void whenQuiet(Runnable then, long now) {
        if (over || connection == null || flow.inactivity().isZero()) {
            then.run();
            return;
        }
        clock.whenQuiet(then, now);
        connection.arm(this);
    }

    /** Ends the session for the sending side at once, and for the receiving side after {@link FlowTimeouts#tail()}. */
    public void endAfterTail(SessionEnd end, long now) {
        if (over || tail != null) {
            return;
        }
        if (connection == null || flow.tail().isZero()) {
            end(end, now);
            return;
        }
        tail = end;
        outbox.unfinished().forEach(message -> stop(message, outcome(end), now));
        clock.tail(now + flow.tail().toNanos());
        connection.arm(this);
    }

    /** Ends the session: outcomes first, then its end. */
    public void end(SessionEnd cause, long now) {
        if (over) {
            return;
        }
        over = true;
        SessionEnd end = tail == null ? cause : tail;
        outbox.unfinished().forEach(message -> stop(message, outcome(end), now));
        inbox.abandon(now);
        ConnectionCore bound = connection;
        connection = null;
        if (bound != null) {
            bound.detach(this, now);
        }
        try {
            events.ended(end);
        } catch (RuntimeException | Error e) {
            LOG.warn("A listener of MSRP session {} failed on its end", id, e);
        }
        clock.close();
    }

    /**
     * Leaves the connection for another core that goes on with the session (RFC 4975 §8.4). Nobody is told of an end.
     *
     * @return for {@link #inherit}
     */
    public Moving surrender(long now) {
        over = true;
        ConnectionCore bound = connection;
        connection = null;
        if (bound != null) {
            bound.leave(this, now);
        }
        return inbox.surrender(outbox.surrender(), outbox.delivered(), clock.surrender());
    }

    /**
     * Goes on with what another core of the session left, but for our messages, which are queued anew. When the path of the peer is
     * known, and before anything else.
     *
     * @param lane runs steps where the session is by then, and lets its connection settle behind them
     */
    public void inherit(Moving moving, Consumer<ConnectionPort.Step> lane, long now) {
        UriPath from = remotePath;
        if (from != null) {
            outbox.inherit(moving.delivered());
            clock.inherit(moving.waiters());
            inbox.inherit(moving, this, lane, from, now);
        }
    }

    /** A message may have become whole when its sink answered, on the connection before. */
    void completeIfWhole(Assembly message, long now) {
        if (connection != null && message.complete() && !message.completing()) {
            connection.complete(message, this, now);
        }
    }

    private static SendOutcome outcome(SessionEnd end) {
        return switch (end.cause()) {
            case LOCAL -> new SendOutcome.Aborted();
            case NOT_ESTABLISHED -> new SendOutcome.TimedOut(SendOutcome.Phase.ESTABLISH);
            case WRITE_STALLED -> new SendOutcome.TimedOut(SendOutcome.Phase.WRITE);
            case ENDPOINT_CLOSED,
                    CONNECT_FAILED,
                    WRONG_IDENTITY,
                    CONNECTION_LOST,
                    RELAY_REFUSED,
                    IDLE,
                    LIFETIME,
                    BROKEN,
                    REFUSED_BY_PEER -> new SendOutcome.ConnectionLost(end.detail());
        };
    }

    void attached(ConnectionCore to, long now) {
        connection = to;
        clock.started(now);
        inbox.whole().forEach(message -> to.complete(message, this, now));
    }

    /** The connection is gone; nothing can be written any more. */
    void detached() {
        connection = null;
    }

    /** A request passed between the peers, in one direction or the other. */
    void establish() {
        if (established || over) {
            return;
        }
        established = true;
        if (connection != null) {
            connection.arm(this);
        }
        try {
            events.established();
        } catch (RuntimeException | Error e) {
            LOG.warn("A listener of MSRP session {} failed on its establishment", id, e);
        }
        if (connection != null) {
            connection.ready(this);
        }
    }

    /** True when messages may go out: there is somebody to send to. */
    boolean maySend() {
        return !over && tail == null && remotePath != null && (established || !listening);
    }

    FrameWriter.Message head(Outgoing message) {
        UriPath to = remotePath;
        if (to == null) {
            throw new IllegalStateException("a session cannot send before it knows the path of its peer");
        }
        return message.head(to, localPath);
    }

    void sourceMoved(Outgoing message) {
        if (connection != null && !message.finished()) {
            connection.ready(this);
        }
    }

    void acknowledged(Outgoing message, long octets) {
        if (message.acknowledge(octets)) {
            outbox.finish(message, new SendOutcome.Delivered(message.length()));
        }
    }

    /** When {@link #expired} is to be called. */
    long nextTimeout() {
        long clocks = Math.min(Math.min(clock.tailEnd(), clock.quietDue()), keepAliveDue());
        return Math.min(clocks, Math.min(inbox.nextTimeout(), outbox.relaysDue()));
    }

    private long keepAliveDue() {
        return established && maySend() ? clock.keepAliveDue() : Long.MAX_VALUE;
    }

    void expired(long now) {
        if (clock.tailEnd() <= now && tail != null) {
            end(tail, now);
            return;
        }
        if (clock.quietDue() <= now) {
            clock.quiet(now);
        }
        for (Assembly stale : inbox.expired(now)) {
            if (connection != null) {
                connection.reportStale(this, stale, now);
            }
        }
        if (outbox.relaysExpired(now) && connection != null) {
            connection.ready(this);
        }
        if (connection != null && keepAliveDue() <= now) {
            connection.keepAlive(this, now);
        }
    }
}

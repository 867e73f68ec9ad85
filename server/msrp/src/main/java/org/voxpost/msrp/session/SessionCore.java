package org.voxpost.msrp.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MsrpLimits;
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
    private final Counters counters;
    private final Inbox inbox;
    private final ArrayDeque<Outgoing> toSend = new ArrayDeque<>(2);
    private final Map<String, Outgoing> unfinished = new LinkedHashMap<>(4);

    private @Nullable UriPath remotePath;
    private @Nullable ConnectionCore connection;
    private boolean listening;
    private boolean established;
    private boolean over;
    private long octetsOut;

    /** Chunks sent and not answered. Kept by {@link Transmitter}. */
    int chunks;

    /** True when the session waits for its turn. Kept by {@link Transmitter}. */
    boolean queued;

    public SessionCore(
            String id,
            UriPath localPath,
            SessionTerms terms,
            SessionEvents events,
            MsrpLimits limits,
            Counters counters) {
        this.id = id;
        this.localPath = localPath;
        this.terms = terms;
        this.events = events;
        this.counters = counters;
        this.inbox = new Inbox(terms, events, limits);
    }

    public String id() {
        return id;
    }

    /** True when the session has ended, for whatever reason. */
    public boolean over() {
        return over;
    }

    public boolean established() {
        return established;
    }

    /** Sets the path of the peer, as negotiated. */
    public void remotePath(UriPath path) {
        remotePath = path;
        if (connection != null) {
            connection.ready(this);
        }
    }

    public @Nullable UriPath remotePath() {
        return remotePath;
    }

    /** Says that the peer has the first word, though the connection stands: nothing is sent before it (RFC 6135 §4.2.3). */
    public void listenFirst(boolean first) {
        listening = first;
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

    /** Queues a message. */
    public Outgoing send(MessageContent content, String messageId, SendEvents sendEvents) {
        Outgoing message = new Outgoing(this, content, messageId, sendEvents);
        if (over) {
            message.finish(new SendOutcome.ConnectionLost("the session is over"));
            return message;
        }
        toSend.add(message);
        unfinished.put(messageId, message);
        if (connection != null) {
            connection.ready(this);
        }
        return message;
    }

    /** Takes a REPORT that came on another connection than the session's (RFC 4976 §6.4.2 lets relays open more). */
    public void report(Frame.Report report, long now) {
        if (connection != null) {
            connection.report(report, this, now);
        }
    }

    /** Stops a message of this session. */
    public void abort(Outgoing message, long now) {
        stop(message, new SendOutcome.Aborted(), false, now);
    }

    private void stop(Outgoing message, SendOutcome outcome, boolean refused, long now) {
        if (connection != null) {
            connection.stop(message, outcome, refused, now);
        } else {
            finish(message, outcome);
        }
    }

    /** Ends the session: outcomes first, then its end. */
    public void end(SessionEnd end, long now) {
        if (over) {
            return;
        }
        over = true;
        List<Outgoing> left = new ArrayList<>(unfinished.values());
        left.forEach(message -> stop(message, outcome(end), false, now));
        inbox.abandon();
        ConnectionCore bound = connection;
        connection = null;
        if (bound != null) {
            bound.detach(this, now);
        }
        try {
            events.ended(end);
        } catch (RuntimeException e) {
            LOG.warn("A listener of MSRP session {} failed on its end", id, e);
        }
    }

    /**
     * Leaves the connection for another core that goes on with the session (RFC 4975 §8.4). Nobody is told of an end.
     *
     * @return the listeners of what was not delivered, in its order
     */
    public List<SendEvents> surrender(long now) {
        over = true;
        ConnectionCore bound = connection;
        connection = null;
        if (bound != null) {
            bound.leave(this, now);
        }
        List<SendEvents> left =
                unfinished.values().stream().map(Outgoing::surrender).toList();
        unfinished.clear();
        toSend.clear();
        inbox.abandon();
        return left;
    }

    private static SendOutcome outcome(SessionEnd end) {
        return switch (end.cause()) {
            case LOCAL -> new SendOutcome.Aborted();
            case NOT_ESTABLISHED -> new SendOutcome.TimedOut(SendOutcome.Phase.ESTABLISH);
            case WRITE_STALLED -> new SendOutcome.TimedOut(SendOutcome.Phase.WRITE);
            case ENDPOINT_CLOSED, CONNECT_FAILED, WRONG_IDENTITY, CONNECTION_LOST, RELAY_REFUSED, REFUSED_BY_PEER ->
                new SendOutcome.ConnectionLost(end.detail());
        };
    }

    void attached(ConnectionCore to) {
        connection = to;
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
        try {
            events.established();
        } catch (RuntimeException e) {
            LOG.warn("A listener of MSRP session {} failed on its establishment", id, e);
        }
        if (connection != null) {
            connection.ready(this);
        }
    }

    /** The message whose turn it is; null when there is none, or nobody to send to yet. */
    @Nullable
    Outgoing nextToSend() {
        return over || remotePath == null || (listening && !established) ? null : toSend.peek();
    }

    FrameWriter.Message head(Outgoing message) {
        UriPath to = remotePath;
        if (to == null) {
            throw new IllegalStateException("a session cannot send before it knows the path of its peer");
        }
        return message.head(to, localPath);
    }

    long windowRoom() {
        return policy().windowOctets() - octetsOut;
    }

    boolean chunkRoom() {
        return chunks < policy().windowChunks();
    }

    /** Octets went out and count against the window. */
    void taken(long octets) {
        octetsOut += octets;
    }

    /** Octets count no more against the window. */
    void settled(long octets) {
        octetsOut -= octets;
    }

    void sourceMoved(Outgoing message) {
        if (connection != null && !message.finished()) {
            connection.ready(this);
        }
    }

    /** The last octet of a message was sent. */
    void sentWhole(Outgoing message) {
        toSend.remove(message);
    }

    void acknowledged(Outgoing message, long octets) {
        if (message.acknowledge(octets)) {
            finish(message, new SendOutcome.Delivered(message.length()));
        }
    }

    @Nullable
    Outgoing unfinished(String messageId) {
        return unfinished.get(messageId);
    }

    void finish(Outgoing message, SendOutcome outcome) {
        if (!message.sentWhole()) {
            toSend.remove(message);
        }
        unfinished.remove(message.messageId(), message);
        if (outcome instanceof SendOutcome.Delivered) {
            counters.messagesSent.increment();
        }
        message.finish(outcome);
    }
}

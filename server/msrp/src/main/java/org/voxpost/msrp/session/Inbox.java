package org.voxpost.msrp.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.FlowTimeouts;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MessageSink.Abandonment;
import org.voxpost.msrp.MsrpLimits;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.SendEvents;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.wire.ByteRange;
import org.voxpost.msrp.wire.Deviation;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.Status;
import org.voxpost.msrp.wire.UriPath;
import org.voxpost.sdp.AcceptTypes;
import org.voxpost.sdp.Direction;

/** The incoming messages of one session that are not complete, and the memory of the last that are. */
final class Inbox {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private static final Status SENDS_ONLY = new Status(403, "This side only sends");
    private static final Status UNWANTED_TYPE = new Status(415, "Media type not accepted");
    private static final Status TOO_LARGE = new Status(413, "Message too large");
    private static final Status TOO_MANY = new Status(413, "Too many open messages");
    private static final Status TOO_SCATTERED = new Status(413, "Too many gaps");
    private static final Status TOO_FAR = new Status(413, "Too much is missing before this chunk");
    private static final Status NO_MESSAGE_ID = new Status(400, "No Message-ID");
    private static final Status CONTRADICTION = new Status(400, "Chunks contradict each other");
    private static final Status NOT_STORED = new Status(413, "Not stored");
    private static final Status STALE = new Status(408, "Rest of the message missing");
    private static final Status TOO_MUCH = new Status(413, "Too much of this session is incomplete");
    private static final Status UNDECIDED = new Status(408, "Not ready for the message");
    private static final Status NO_SESSION = new Status(481, "No such session");

    private final SessionTerms terms;
    private final SessionEvents events;
    private final MsrpLimits limits;
    private final long messageTimeout;
    private final long decisionTimeout;
    private final Counters counters;
    private final Map<String, Assembly> open = new HashMap<>(2);
    private @Nullable Answered answered;
    private @Nullable RecentlyTaken taken;
    private @Nullable String lastAccepted;

    /** No less than the octets of open messages; counted anew when that seems too much. */
    private long openOctets;

    Inbox(SessionTerms terms, SessionEvents events, MsrpLimits limits, FlowTimeouts flow, Counters counters) {
        this.terms = terms;
        this.events = events;
        this.limits = limits;
        this.messageTimeout = flow.message().toNanos();
        this.decisionTimeout = flow.decision().toNanos();
        this.counters = counters;
    }

    /** Finds or begins the message of a chunk with a body. */
    IncomingChunk begin(Frame.Send head, SessionCore session, ConnectionPort port, long now) {
        String messageId = head.messageId();
        if (messageId == null) {
            return new IncomingChunk(head, session, NO_MESSAGE_ID);
        }
        Status before = answered == null ? null : answered.of(head.transaction().text(), messageId);
        if (before != null) {
            counters.repeatedRequests.increment();
            return new IncomingChunk(head, session, before);
        }
        Assembly message = open.get(messageId);
        if (message == null && repeats(head, messageId)) {
            counters.repeatedRequests.increment();
            return IncomingChunk.repeated(head, session);
        }
        if (message == null) {
            if (open.size() >= limits.openMessages() && !open.values().removeIf(one -> one.refusal() != null)) {
                return new IncomingChunk(head, session, TOO_MANY);
            }
            message = new Assembly(messageId, head, now);
            open.put(messageId, message);
            decide(message, head, port, now);
        }
        check(message, head, now);
        return new IncomingChunk(head, session, message);
    }

    /** Whether the message was taken on another connection, whose answer may have been lost with it. */
    private boolean repeats(Frame.Send head, String messageId) {
        ByteRange range = head.range();
        return taken != null && range != null && taken.repeats(messageId, head.contentType(), range.total());
    }

    /** A message that was taken already came again to its end. */
    void repeated(String messageId) {
        if (taken != null) {
            taken.repeated(messageId);
        }
    }

    private void decide(Assembly message, Frame.Send head, ConnectionPort port, long now) {
        String type = head.contentType() == null ? "application/octet-stream" : head.contentType();
        ByteRange range = head.range();
        if (Heartbeat.is(type)) {
            message.accept(PassedOver.SINK, now);
        } else if (terms.direction() == Direction.SENDONLY) {
            message.refuse(SENDS_ONLY, Abandonment.REFUSED, now);
        } else if (!acceptable(type)) {
            message.refuse(UNWANTED_TYPE, Abandonment.REFUSED, now);
        } else if (range != null && exceeds(range.total())) {
            message.refuse(TOO_LARGE, Abandonment.REFUSED, now);
        } else {
            ask(message, head, type, port, now);
        }
    }

    private void ask(Assembly message, Frame.Send head, String type, ConnectionPort port, long now) {
        ByteRange range = head.range();
        OptionalLong total = range == null || range.total() == ByteRange.UNKNOWN
                ? OptionalLong.empty()
                : OptionalLong.of(range.total());
        try {
            Reception reception = events.incoming(new IncomingMessage(
                    message.messageId(),
                    type,
                    total,
                    head.successReport(),
                    head.failureReport(),
                    taken != null && taken.knows(message.messageId()),
                    head.headers()));
            if (reception instanceof Reception.Later later) {
                message.decideUntil(now + decisionTimeout);
                later.decision()
                        .whenComplete(
                                (decision, failure) -> port.execute(then -> decided(message, decision, failure, then)));
            } else {
                decided(message, reception, null, now);
            }
        } catch (RuntimeException | Error e) {
            decided(message, null, e, now);
        }
    }

    private void decided(Assembly message, @Nullable Reception reception, @Nullable Throwable failure, long now) {
        switch (reception) {
            case null -> {
                LOG.warn(
                        "The application failed on the begin of message {}; it is answered with 413",
                        message.messageId(),
                        failure);
                message.refuse(NOT_STORED, Abandonment.REFUSED, now);
            }
            case Reception.Refuse refuse ->
                message.refuse(new Status(refuse.status(), refuse.comment()), Abandonment.REFUSED, now);
            case Reception.Accept accept -> {
                if (message.over()) {
                    accept.sink().aborted(Abandonment.TIMED_OUT);
                } else {
                    message.accept(accept.sink(), now);
                }
            }
            case Reception.Later _ -> decided(message, null, new IllegalStateException("put off twice"), now);
        }
    }

    private void check(Assembly message, Frame.Send head, long now) {
        if (message.refusal() != null) {
            return;
        }
        if (!message.claim(head)) {
            message.refuse(CONTRADICTION, Abandonment.REFUSED, now);
        } else if (head.range() != null && head.range().start() - 1 - message.received.end() > limits.gapOctets()) {
            message.refuse(TOO_FAR, Abandonment.REFUSED, now);
        }
    }

    /** The decoder repeats one string for one type, so most types were looked up before. */
    @SuppressWarnings("ReferenceEquality")
    private boolean acceptable(String type) {
        if (type == lastAccepted) {
            return true;
        }
        if (!new AcceptTypes(terms.acceptTypes()).accepts(type)) {
            return false;
        }
        lastAccepted = type;
        return true;
    }

    /** The refusal when a message has grown beyond what is allowed; null when it has not. */
    @Nullable
    Status excess(Assembly message, long end) {
        if (exceeds(end)) {
            return TOO_LARGE;
        }
        return message.received.count() > limits.messageRanges() ? TOO_SCATTERED : null;
    }

    /** Takes note of octets that were not there before; the refusal when the session has too many that are incomplete. */
    @Nullable
    Status grown(int octets) {
        openOctets += octets;
        long most = limits.sessionOctets();
        if (most > 0 && openOctets > most) {
            openOctets = 0;
            for (Assembly one : open.values()) {
                openOctets += one.refusal() == null ? one.received.octets() : 0;
            }
            return openOctets > most ? TOO_MUCH : null;
        }
        return null;
    }

    private boolean exceeds(long octets) {
        return limits.messageOctets() > 0 && octets > limits.messageOctets();
    }

    /** Takes the flag of the end-line of a chunk; the refusal when it contradicts what is known of the message. */
    @Nullable
    Status ended(Assembly message, IncomingChunk chunk) {
        boolean fits = chunk.last ? message.endsAt(chunk.position) : !message.tooLong(chunk.position);
        if (chunk.last && fits && message.misstated()) {
            counters.deviation(Deviation.TOTAL_NOT_OF_BODY);
        }
        return fits ? null : CONTRADICTION;
    }

    /** Remembers a message that is complete, and what its sender may have to be told of it. */
    void completed(Assembly message, long now) {
        open.remove(message.messageId(), message);
        if (taken == null) {
            taken = new RecentlyTaken();
        }
        taken.add(message, now);
    }

    /** Takes a message that was taken and failed after all; null when it is not known any more. */
    RecentlyTaken.@Nullable Message failed(String messageId) {
        return taken == null ? null : taken.take(messageId);
    }

    void forget(Assembly message) {
        open.remove(message.messageId(), message);
    }

    /** Remembers the answer to the chunk that ended a message. */
    void answered(Assembly message, IncomingChunk last, Status status) {
        if (answered == null) {
            answered = new Answered();
        }
        answered.add(last.head.transaction().text(), message.messageId(), status);
    }

    /** When the next open message is to be given up. */
    long nextTimeout() {
        long next = Long.MAX_VALUE;
        if (open.isEmpty()) {
            return next;
        }
        for (Assembly message : open.values()) {
            next = Math.min(next, due(message));
        }
        return next;
    }

    private long due(Assembly message) {
        return Math.min(message.decisionDue(), message.progress() + messageTimeout);
    }

    /**
     * Gives up the messages whose time has come.
     *
     * @return those whose sender counts on them, since its chunks were answered
     */
    List<Assembly> expired(long now) {
        List<Assembly> stale = new ArrayList<>(0);
        for (Assembly message : List.copyOf(open.values())) {
            if (due(message) > now) {
                continue;
            }
            if (message.decisionDue() <= now) {
                message.refuse(UNDECIDED, Abandonment.TIMED_OUT, now);
                message.progressed(now);
            } else if (message.refusal() != null) {
                open.remove(message.messageId());
            } else if (message.pending() || message.completing()) {
                message.progressed(now);
            } else {
                message.refuse(STALE, Abandonment.TIMED_OUT, now);
                message.progressed(now);
                stale.add(message);
            }
        }
        return stale;
    }

    /** Leaves what is open, and all memory, to another core. */
    Moving surrender(
            List<SendEvents> undelivered, @Nullable RecentlyDelivered delivered, List<SessionClock.Waiter> waiters) {
        List<Assembly.Left> left = open.values().stream().map(Assembly::leave).toList();
        open.clear();
        Moving moving = new Moving(undelivered, left, taken, answered, delivered, waiters);
        taken = null;
        answered = null;
        return moving;
    }

    /**
     * Goes on with what another core left. What its sinks still have to answer comes later.
     *
     * @param lane of the session, wherever it goes
     * @param from where messages are reported to from now on
     */
    void inherit(Moving moving, SessionCore session, Consumer<ConnectionPort.Step> lane, UriPath from, long now) {
        answered = moving.answered();
        taken = moving.taken();
        if (taken != null) {
            taken.moved(from, now);
        }
        for (Assembly.Left left : moving.incomplete()) {
            Assembly message = Assembly.after(left.message(), now);
            open.put(message.messageId(), message);
            openOctets += message.received.octets();
            if (left.goesOn() instanceof Reception.Later later) {
                message.decideUntil(now + decisionTimeout);
                later.decision()
                        .whenComplete((decision, failure) -> lane.accept(then -> {
                            decided(message, decision, failure, then);
                            session.completeIfWhole(message, then);
                        }));
            } else {
                decided(message, left.goesOn(), null, now);
            }
        }
    }

    /** Those that became complete while they had no connection. */
    List<Assembly> whole() {
        return open.values().stream()
                .filter(one -> one.complete() && !one.completing())
                .toList();
    }

    /** The session has ended: what is open stays incomplete. */
    void abandon(long now) {
        List<Assembly> left = new ArrayList<>(open.values());
        open.clear();
        left.forEach(message -> message.refuse(NO_SESSION, Abandonment.SESSION_ENDED, now));
    }
}

package org.voxpost.msrp.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MessageSink.Abandonment;
import org.voxpost.msrp.MsrpLimits;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.wire.ByteRange;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.Status;
import org.voxpost.sdp.AcceptTypes;
import org.voxpost.sdp.Direction;

/** The incoming messages of one session that are not complete. */
final class Inbox {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private static final Status SENDS_ONLY = new Status(403, "This side only sends");
    private static final Status UNWANTED_TYPE = new Status(415, "Media type not accepted");
    private static final Status TOO_LARGE = new Status(413, "Message too large");
    private static final Status TOO_MANY = new Status(413, "Too many open messages");
    private static final Status NO_MESSAGE_ID = new Status(400, "No Message-ID");
    private static final Status NOT_STORED = new Status(413, "Not stored");

    private final SessionTerms terms;
    private final AcceptTypes accepted;
    private final SessionEvents events;
    private final MsrpLimits limits;
    private final Map<String, Assembly> open = new HashMap<>(2);
    private @Nullable RecentTransactions recent;
    private @Nullable String lastAccepted;

    Inbox(SessionTerms terms, SessionEvents events, MsrpLimits limits) {
        this.terms = terms;
        this.accepted = new AcceptTypes(terms.acceptTypes());
        this.events = events;
        this.limits = limits;
    }

    /** Finds or begins the message of a chunk with a body. */
    IncomingChunk begin(Frame.Send head, SessionCore session) {
        String messageId = head.messageId();
        if (messageId == null) {
            return new IncomingChunk(head, session, NO_MESSAGE_ID);
        }
        if (recent != null && recent.contains(head.transaction().text())) {
            return new IncomingChunk(head, session, Status.OK);
        }
        Assembly known = open.get(messageId);
        if (known != null) {
            return new IncomingChunk(head, session, known);
        }
        if (open.size() >= limits.openMessages() && !open.values().removeIf(message -> message.refusal() != null)) {
            return new IncomingChunk(head, session, TOO_MANY);
        }
        Assembly message = assembly(messageId, head);
        open.put(messageId, message);
        return new IncomingChunk(head, session, message);
    }

    private Assembly assembly(String messageId, Frame.Send head) {
        String type = head.contentType() == null ? "application/octet-stream" : head.contentType();
        ByteRange range = head.range();
        if (terms.direction() == Direction.SENDONLY) {
            return new Assembly(messageId, SENDS_ONLY);
        }
        if (!acceptable(type)) {
            return new Assembly(messageId, UNWANTED_TYPE);
        }
        if (range != null && exceeds(range.total())) {
            return new Assembly(messageId, TOO_LARGE);
        }
        OptionalLong total = range == null || range.total() == ByteRange.UNKNOWN
                ? OptionalLong.empty()
                : OptionalLong.of(range.total());
        try {
            return switch (events.incoming(new IncomingMessage(
                    messageId, type, total, head.successReport(), head.failureReport(), head.headers()))) {
                case Reception.Accept accept -> new Assembly(messageId, accept.sink());
                case Reception.Refuse refuse -> new Assembly(messageId, new Status(refuse.status(), refuse.comment()));
            };
        } catch (RuntimeException e) {
            LOG.warn("The application failed on the begin of message {}; it is answered with 413", messageId, e);
            return new Assembly(messageId, NOT_STORED);
        }
    }

    /** The decoder repeats one string for one type, so most types were looked up before. */
    @SuppressWarnings("ReferenceEquality")
    private boolean acceptable(String type) {
        if (type == lastAccepted) {
            return true;
        }
        if (!accepted.accepts(type)) {
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
        return message.received.count() > limits.messageRanges() ? TOO_MANY : null;
    }

    private boolean exceeds(long octets) {
        return limits.messageOctets() > 0 && octets > limits.messageOctets();
    }

    /** Remembers the chunk that completed a message, and forgets the message. */
    void completed(Assembly message, IncomingChunk last) {
        open.remove(message.messageId(), message);
        if (recent == null) {
            recent = new RecentTransactions();
        }
        recent.add(last.head.transaction().text());
    }

    void forget(Assembly message) {
        open.remove(message.messageId(), message);
    }

    /** The session has ended: what is open stays incomplete. */
    void abandon() {
        List<Assembly> left = new ArrayList<>(open.values());
        open.clear();
        left.forEach(message -> message.abort(Abandonment.SESSION_ENDED));
    }
}

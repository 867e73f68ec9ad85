package org.voxpost.msrp.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SendEvents;
import org.voxpost.msrp.SendOutcome;

/**
 * The outgoing messages of one session: those to send, those that await an answer, and what may be on its way at once. A session
 * that has sent none yet has no queues.
 */
final class Outbox {

    private final SessionCore session;
    private final PeerPolicy policy;
    private final Counters counters;

    private @Nullable LineQueue lines;
    private @Nullable BodyQueue bodies;
    private @Nullable Map<String, Outgoing> unfinished;
    private @Nullable RecentlyDelivered delivered;
    private @Nullable RelayWindow relays;
    private long octets;

    /** Chunks sent and not answered. Kept by {@link Transactions}. */
    int chunks;

    Outbox(SessionCore session, PeerPolicy policy, Counters counters) {
        this.session = session;
        this.policy = policy;
        this.counters = counters;
    }

    /** Null as long as nothing went through it. */
    @Nullable
    LineQueue lines() {
        return lines;
    }

    /** Null as long as nothing went through it. */
    @Nullable
    BodyQueue bodies() {
        return bodies;
    }

    void add(Outgoing message) {
        queue(message).add(message);
        if (unfinished == null) {
            unfinished = new LinkedHashMap<>(4);
        }
        unfinished.put(message.messageId(), message);
    }

    /** Where a message waits: a peer that wants strict order gets all from one queue. */
    private SendQueue queue(Outgoing message) {
        int atOnce = policy.messages().interleaved();
        if (message.small() && atOnce > 1) {
            if (lines == null) {
                lines = new LineQueue(session);
            }
            return lines;
        }
        if (bodies == null) {
            bodies = new BodyQueue(session, atOnce);
        }
        return bodies;
    }

    /** A chunk of this message has ended and more will follow. */
    void turned(Outgoing message) {
        queue(message).turned(message);
    }

    /** The last octet of a message was sent. */
    void sentWhole(Outgoing message) {
        queue(message).remove(message);
    }

    @Nullable
    Outgoing unfinished(String messageId) {
        return unfinished == null ? null : unfinished.get(messageId);
    }

    /** The messages without an outcome. */
    List<Outgoing> unfinished() {
        return unfinished == null ? List.of() : new ArrayList<>(unfinished.values());
    }

    void finish(Outgoing message, SendOutcome outcome) {
        if (!message.sentWhole()) {
            queue(message).remove(message);
        }
        if (unfinished != null) {
            unfinished.remove(message.messageId(), message);
        }
        if (outcome instanceof SendOutcome.Delivered) {
            counters.messagesSent.increment();
            if (delivered == null) {
                delivered = new RecentlyDelivered();
            }
            delivered.add(message);
        }
        message.finish(outcome);
        recount(message);
    }

    /** Says whether relays stand between us and the peer. */
    void relayed(boolean relayed) {
        if (!relayed) {
            relays = null;
        } else if (relays == null) {
            relays = new RelayWindow(policy.relay().windowOctets());
        }
    }

    /** Whether relays may be given another chunk. */
    boolean relayRoom(long now) {
        return relays == null || relays.open(now);
    }

    /** Looks anew at what of a message is on its way through relays. */
    void recount(Outgoing message) {
        if (relays != null) {
            relays.changed(message.recount());
        }
    }

    /** A report brought news of a message. */
    void heard(Outgoing message, boolean ofAPart) {
        recount(message);
        if (relays != null) {
            relays.heard(ofAPart);
        }
    }

    /** When {@link #relaysExpired} is to be called. */
    long relaysDue() {
        return relays == null ? Long.MAX_VALUE : relays.due();
    }

    /** True when there is room again for want of news. */
    boolean relaysExpired(long now) {
        return relays != null && relays.expired(now);
    }

    /** Takes back a message that was delivered; false when it is none of ours, or long ago. */
    boolean takeBack(String messageId, SendOutcome.Refused refusal) {
        return delivered != null && delivered.takeBack(messageId, refusal);
    }

    /** Gives up all that has no outcome, in its order, for another core to send it. */
    List<SendEvents> surrender() {
        List<SendEvents> left = unfinished().stream().map(Outgoing::surrender).toList();
        unfinished = null;
        return left;
    }

    /** The memory of what was delivered; null when nothing was. */
    @Nullable
    RecentlyDelivered delivered() {
        return delivered;
    }

    void inherit(@Nullable RecentlyDelivered memory) {
        delivered = memory;
    }

    long windowRoom() {
        return policy.windowOctets() - octets;
    }

    boolean chunkRoom() {
        return chunks < policy.windowChunks();
    }

    /** Octets went out and count against the window. */
    void taken(long count) {
        octets += count;
    }

    /** Octets count no more against the window. */
    void settled(long count) {
        octets -= count;
    }
}

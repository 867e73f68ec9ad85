package org.voxpost.msrp.session;

import org.jspecify.annotations.Nullable;

/** Messages of one session that take their turns together. Order within is its own business, turns are the {@link Ring}'s. */
abstract class SendQueue {

    /** True when the queue waits for its turn. Kept by {@link Ring}. */
    boolean inRing;

    private final SessionCore session;

    SendQueue(SessionCore session) {
        this.session = session;
    }

    /** The message whose turn it is; null when there is none, none whose octets are there, or nobody to send to yet. */
    @Nullable
    Outgoing next() {
        return session.maySend() ? first() : null;
    }

    abstract @Nullable Outgoing first();

    abstract void add(Outgoing message);

    /** Takes a message out that was sent or given up. */
    abstract void remove(Outgoing message);

    /** A chunk of this message has ended and more will follow. */
    void turned(Outgoing message) {}
}

package org.voxpost.msrp.relay;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What one AUTH with a relay taught for the next: the nonce, so that it need not be asked for again, and whether the relay breaks
 * on {@code uri}. Any thread.
 */
public final class RelayMemory {

    private final AtomicReference<Known> known = new AtomicReference<>(new Known(null, 0));
    private volatile UriUse uriUse = UriUse.UNKNOWN;

    private record Known(@Nullable Challenge challenge, int count) {}

    /** What the relay makes of {@code uri} in credentials. */
    enum UriUse {
        UNKNOWN,
        /** It took credentials with it. */
        TAKEN,
        /** It fell silent on them. */
        SUSPECT,
        /** It took credentials without it, having fallen silent before. */
        LEFT_OUT
    }

    /** A nonce with the number of its next use. */
    record Use(Challenge challenge, int count) {}

    /** Takes the next use of the nonce that is known; null when there is none. */
    @Nullable
    Use next() {
        Known now = known.updateAndGet(before -> new Known(before.challenge, before.count + 1));
        return now.challenge == null ? null : new Use(now.challenge, now.count);
    }

    /** Learns a challenge, and takes its first use. */
    Use first(Challenge challenge) {
        known.set(new Known(challenge, 1));
        return new Use(challenge, 1);
    }

    /** Learns the nonce that the relay wants next (RFC 7616 §3.5). */
    void nextNonce(String nonce) {
        known.updateAndGet(
                before -> before.challenge == null ? before : new Known(before.challenge.withNonce(nonce), 0));
    }

    /** Forgets the nonce: it was refused, or its relay is another one now. */
    void forgetNonce() {
        known.set(new Known(null, 0));
    }

    UriUse uriUse() {
        return uriUse;
    }

    void uriUse(UriUse use) {
        uriUse = use;
    }
}

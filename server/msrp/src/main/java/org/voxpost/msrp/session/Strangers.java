package org.voxpost.msrp.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.StrangerLimits;

/**
 * Those who come to an endpoint and have shown no session id that it knows: how many there are, and which addresses guess
 * (RFC 4975 §14.1). Addresses are those of the network, in text. For all connections of an endpoint; any thread.
 */
public final class Strangers {

    private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);

    /** Addresses that are remembered; beyond it those whose time is over are forgotten, then nobody is added. */
    private static final int MOST = 10_000;

    private final StrangerLimits limits;
    private final AtomicInteger unbound = new AtomicInteger();
    private final Map<String, Tries> tries = new ConcurrentHashMap<>();

    /**
     * What one address has tried.
     *
     * @param until end of the window, or of the ban
     */
    private record Tries(int count, long until, boolean banned) {}

    public Strangers(StrangerLimits limits) {
        this.limits = limits;
    }

    /** Asks for one more connection; {@link #leave} follows when it is admitted. False when it is to be closed at once. */
    public boolean admit(String source, long now) {
        Tries known = tries.get(source);
        if (known != null && known.banned() && known.until() > now) {
            return false;
        }
        if (unbound.incrementAndGet() > limits.unboundConnections()) {
            unbound.decrementAndGet();
            return false;
        }
        return true;
    }

    /** A connection that was admitted is bound to a session, or gone. Once for each. */
    public void leave() {
        unbound.decrementAndGet();
    }

    /** An address asked for a session that there is not. */
    public void guessed(String source, long now) {
        if (tries.size() >= MOST) {
            tries.values().removeIf(one -> one.until() <= now);
        }
        if (tries.size() < MOST || tries.containsKey(source)) {
            tries.compute(source, (address, before) -> next(address, before, now));
        }
    }

    private Tries next(String source, @Nullable Tries before, long now) {
        if (before == null || before.until() <= now) {
            return new Tries(1, now + limits.window().toNanos(), false);
        }
        if (before.banned()
                || before.count() < limits.unknownSessions()
                || limits.ban().isZero()) {
            return new Tries(before.count() + 1, before.until(), before.banned());
        }
        LOG.warn("{} guesses MSRP session ids and may not connect for {}", source, limits.ban());
        return new Tries(before.count() + 1, now + limits.ban().toNanos(), true);
    }

    /** Connections that are bound to no session. */
    public int unbound() {
        return unbound.get();
    }
}

package org.voxpost.msrp.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.FlowTimeouts;

/** When a session was last heard of, and what follows from silence: keep-alives, quiet, the end of its tail. */
final class SessionClock {

    private static final long NEVER = Long.MAX_VALUE;

    private final long inactivity;
    private final long outer;
    private final long keepAlive;
    private long heard;
    private long spoke;
    private long tailEnd = NEVER;
    private @Nullable List<Waiter> waiters;

    /** Somebody who waits for quiet. */
    record Waiter(Runnable then, long latest) {}

    /** @param keepAlive 0 for none */
    SessionClock(FlowTimeouts flow, long keepAlive) {
        this.inactivity = flow.inactivity().toNanos();
        this.outer = flow.outer().toNanos();
        this.keepAlive = keepAlive;
    }

    void started(long now) {
        heard = now;
        spoke = now;
    }

    void heard(long now) {
        heard = now;
    }

    void spoke(long now) {
        spoke = now;
    }

    /** When silence of ours is to be broken. */
    long keepAliveDue() {
        return keepAlive == 0 ? NEVER : spoke + keepAlive;
    }

    void tail(long end) {
        tailEnd = end;
    }

    long tailEnd() {
        return tailEnd;
    }

    /** Runs {@code then} when nothing passed for the time of inactivity, or the outer time is over. */
    void whenQuiet(Runnable then, long now) {
        if (waiters == null) {
            waiters = new ArrayList<>(1);
        }
        waiters.add(new Waiter(then, now + outer));
    }

    /** When the next one who waits for quiet is to be told. */
    long quietDue() {
        if (waiters == null || waiters.isEmpty()) {
            return NEVER;
        }
        return Math.min(Math.max(heard, spoke) + inactivity, waiters.getFirst().latest());
    }

    /** Tells those for whom it is quiet enough. */
    void quiet(long now) {
        boolean silent = Math.max(heard, spoke) + inactivity <= now;
        List<Waiter> all = waiters == null ? List.of() : List.copyOf(waiters);
        for (Waiter waiter : all) {
            if (silent || waiter.latest() <= now) {
                tell(waiter);
            }
        }
    }

    /** Those who wait, for another clock of the same session. */
    List<Waiter> surrender() {
        List<Waiter> left = waiters == null ? List.of() : waiters;
        waiters = null;
        return left;
    }

    void inherit(List<Waiter> left) {
        waiters = left.isEmpty() ? null : new ArrayList<>(left);
    }

    /** Tells everybody, for the session is over. */
    void close() {
        List<Waiter> all = waiters == null ? List.of() : List.copyOf(waiters);
        all.forEach(this::tell);
    }

    private void tell(Waiter waiter) {
        if (waiters != null && waiters.remove(waiter)) {
            waiter.then().run();
        }
    }
}

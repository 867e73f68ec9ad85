package org.voxpost.msrp.session;

import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.MsrpLimits;
import org.voxpost.msrp.MsrpTimeouts;
import org.voxpost.msrp.SessionEnd;

/**
 * When a connection has to be closed for what its peer does or does not: nobody is on it, nothing passes on it, a head or a body does not
 * come, octets are not taken, or it is as old as it may be. Instants are those of the monotonic clock, in nanoseconds.
 */
final class ConnectionWatch {

    private static final long NEVER = Long.MAX_VALUE;

    /** How long the peer that made a connection has to close it, or to name another session on it, once the last one is over. */
    private static final long IDLE_GRACE_NANOS = 5_000_000_000L;

    private final Intake intake;
    private final StallWatch stall;
    private final BodyWatch body;
    private final ConnectionClock clock;
    private final long unboundNanos;

    private long unboundDeadline;
    private long idleNanos;
    private boolean madeByPeer;

    /**
     * Why all sessions of a connection end.
     *
     * @param fault whether the peer broke the protocol by it
     */
    record Overrun(SessionEnd.Cause cause, String why, boolean fault) {}

    /** @param intake tells when a head is due */
    ConnectionWatch(MsrpLimits limits, MsrpTimeouts timeouts, Intake intake, long now) {
        this.intake = intake;
        this.stall = new StallWatch(timeouts.writeStall().toNanos());
        this.body = new BodyWatch(limits.bodyOctetsPerSecond());
        this.clock = new ConnectionClock(timeouts.flow(), now);
        this.unboundNanos = timeouts.unbound().toNanos();
        this.unboundDeadline = now + unboundNanos;
    }

    void madeByPeer() {
        madeByPeer = true;
    }

    /** Somebody uses the connection. */
    void used() {
        unboundDeadline = NEVER;
    }

    /** Says that the connection leads to our relay, and is kept for a time of its own when nobody uses it (RFC 4976 §5.4). */
    void keptUnused(long nanos) {
        idleNanos = nanos;
        used();
    }

    /** Nobody uses the connection any more; false when it is to be closed at once. */
    boolean unused(long now) {
        if (madeByPeer) {
            unboundDeadline = now + Math.min(IDLE_GRACE_NANOS, unboundNanos);
        } else if (idleNanos > 0) {
            unboundDeadline = now + idleNanos;
        } else {
            return false;
        }
        return true;
    }

    void received(long now) {
        clock.received(now);
    }

    /** Takes note of how many octets were written, and how many of them the network has not taken yet. */
    void written(long octets, long queued, long now) {
        stall.observe(octets, queued, now);
        clock.sent(octets - queued, now);
    }

    /** The same, when no octet passed because of it. */
    void stalled(long octets, long queued, long now) {
        stall.observe(octets, queued, now);
    }

    /**
     * Takes note of how far bodies have come.
     *
     * @param theirTurn whether octets of a body are for the peer to send
     */
    void body(boolean theirTurn, long octets, long now) {
        body.observe(theirTurn, octets, now);
    }

    /** The next instant that matters. */
    long next(boolean sessions) {
        long next = Math.min(unboundDeadline, intake.headDeadline());
        next = Math.min(next, Math.min(stall.deadline(), body.deadline()));
        return Math.min(next, Math.min(idleEnd(sessions), clock.lifetimeEnd()));
    }

    /** Whether nobody has used the connection for as long as it is kept. */
    boolean deserted(long now) {
        return unboundDeadline <= now;
    }

    /** What has lasted too long; null for nothing. */
    @Nullable
    Overrun overrun(boolean sessions, long now) {
        if (intake.headDeadline() <= now) {
            return broken("the peer did not finish the head of a request in time");
        } else if (body.deadline() <= now) {
            return broken("the peer sends the body of a request too slowly");
        } else if (stall.deadline() <= now) {
            return new Overrun(SessionEnd.Cause.WRITE_STALLED, "the peer takes no octets", false);
        } else if (clock.lifetimeEnd() <= now) {
            return new Overrun(SessionEnd.Cause.LIFETIME, "the connection is as old as it may be", false);
        } else if (idleEnd(sessions) <= now) {
            return new Overrun(SessionEnd.Cause.IDLE, "nothing passed on the connection for too long", false);
        }
        return null;
    }

    private static Overrun broken(String why) {
        return new Overrun(SessionEnd.Cause.CONNECTION_LOST, why, true);
    }

    private long idleEnd(boolean sessions) {
        return idleNanos > 0 && !sessions ? NEVER : clock.idleEnd();
    }
}

package org.voxpost.msrp.netty;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.RelayAccount;
import org.voxpost.msrp.RelayRefused;
import org.voxpost.msrp.RelayRefused.Reason;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.relay.RelayChain;
import org.voxpost.msrp.session.ConnectionCore;
import org.voxpost.msrp.session.Lease;
import org.voxpost.msrp.wire.UriPath;

/**
 * A session on its way through our relay: AUTH over the connection that all sessions of the account share, again on another one
 * when it is lost, and then the session with the path that was given (RFC 4976 §5.1). Each session has an AUTH and a path of its
 * own, because the URIs are secrets between two peers (§3.1).
 */
final class RelayEntry implements Passenger, Lease.Events {

    private static final Logger LOG = LoggerFactory.getLogger(RelayEntry.class);

    private static final long FIRST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(8);

    private final NettyEndpoint endpoint;
    private final RelayAccount account;
    private final PeerPolicy policy;
    private final RelayChain authorization;
    private final Maker maker;
    private final CompletableFuture<MsrpSession> made = new CompletableFuture<>();
    private final long deadline;

    private long wait = FIRST_WAIT_NANOS;
    private @Nullable NettyConnection connection;
    private @Nullable ConnectionCore core;
    private @Nullable Lease lease;
    private @Nullable SessionHandle session;

    /** Makes the session when its path is known. */
    interface Maker {
        SessionHandle session(UriPath usePath, RelayEntry entry, NettyConnection connection);
    }

    /** @param patience nanoseconds in which a connection that is lost is tried again */
    RelayEntry(
            NettyEndpoint endpoint,
            RelayAccount account,
            PeerPolicy policy,
            RelayChain authorization,
            Maker maker,
            long patience) {
        this.endpoint = endpoint;
        this.account = account;
        this.policy = policy;
        this.authorization = authorization;
        this.maker = maker;
        this.deadline = System.nanoTime() + patience;
    }

    /** Starts. Any thread. */
    CompletableFuture<MsrpSession> begin() {
        tryOnce();
        return made;
    }

    /** The endpoint is being closed. Any thread. */
    void abandon() {
        made.completeExceptionally(new RelayRefused(Reason.UNREACHABLE, 0, "the endpoint is being closed"));
    }

    private void tryOnce() {
        NettyConnection to = endpoint.connections().to(endpoint.route(account, policy), policy.pool());
        connection = to;
        to.execute(now -> {
            if (!to.take(this, now)) {
                again("it closed", now);
            }
        });
    }

    @Override
    public void board(ConnectionCore standing, boolean used, long now) {
        core = standing;
        // What comes of the first AUTH at once would find no lease; nothing does.
        lease = standing.lease(account, authorization, this, now);
    }

    @Override
    public void stranded(SessionEnd why, long now) {
        if (why.cause() == SessionEnd.Cause.WRONG_IDENTITY) {
            leave();
            fail(new RelayRefused(Reason.IDENTITY, 0, why.detail()));
        } else {
            again(why.detail(), now);
        }
    }

    /** Goes on with another connection some time later, or gives up. */
    private void again(String reason, long now) {
        NettyConnection lost = connection;
        leave();
        if (lost == null || now + wait > deadline) {
            fail(new RelayRefused(Reason.UNREACHABLE, 0, "the relay cannot be reached: " + reason));
            return;
        }
        LOG.info("The relay {} is tried again in {} ms: {}", account.relay(), wait / 1_000_000, reason);
        try {
            var _ = lost.loop().schedule(this::tryOnce, wait, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            fail(new RelayRefused(Reason.UNREACHABLE, 0, "the endpoint is closed"));
        }
        wait = Math.min(2 * wait, LONGEST_WAIT_NANOS);
    }

    @Override
    public void granted(UriPath usePath, long now) {
        SessionHandle known = session;
        NettyConnection over = connection;
        ConnectionCore bound = core;
        if (known != null) {
            known.rerouted(usePath);
        } else if (over != null && bound != null) {
            SessionHandle fresh = maker.session(usePath, this, over);
            session = fresh;
            bound.attach(fresh.core(), false, now);
            if (!made.complete(fresh)) {
                fresh.end();
            }
        }
    }

    @Override
    public void refused(RelayRefused why, long now) {
        SessionHandle known = session;
        if (known == null) {
            if (why.reason() == Reason.UNREACHABLE) {
                again(String.valueOf(why.getMessage()), now);
            } else {
                fail(why);
                leave();
                closeUnused(now);
            }
        } else if (why.reason() != Reason.UNREACHABLE) {
            // A connection that is lost ends its sessions itself.
            LOG.warn("The relay {} does not renew session {}: {}", account.relay(), known.id(), why.getMessage());
            known.core().end(new SessionEnd(SessionEnd.Cause.RELAY_REFUSED, String.valueOf(why.getMessage())), now);
        }
    }

    /** Gives back the place on the connection, which a session would have taken over. */
    private void leave() {
        NettyConnection left = connection;
        connection = null;
        if (left != null) {
            left.release();
        }
    }

    private void closeUnused(long now) {
        ConnectionCore bound = core;
        if (bound != null) {
            bound.closeUnused(now);
        }
    }

    private void fail(RelayRefused why) {
        LOG.warn("No session through the relay {}: {}", account.relay(), why.getMessage());
        made.completeExceptionally(why);
    }

    /** The session is over. On the lane of the connection. */
    void release() {
        Lease held = lease;
        ConnectionCore bound = core;
        if (held != null && bound != null) {
            bound.release(held, System.nanoTime());
        }
    }
}

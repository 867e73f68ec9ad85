package org.voxpost.msrp.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.session.ConnectionCore;
import org.voxpost.msrp.session.ConnectionPort;
import org.voxpost.msrp.session.Resolution;
import org.voxpost.msrp.session.SessionCore;

/**
 * A TCP connection under its core. Its event loop is its lane; only {@link #execute}, {@link #usable} and the count of users are for
 * other threads.
 */
final class NettyConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(NettyConnection.class);

    private final EventLoop loop;
    private final NettyEndpoint endpoint;
    private final boolean madeByPeer;
    private final CorePort port;
    private final CoreAlarm alarm;
    private final AtomicInteger users = new AtomicInteger();
    private final List<Passenger> waiting = new ArrayList<>(1);

    private @Nullable Route route;
    private @Nullable SecureLink link;
    private @Nullable ConnectionCore core;
    private @Nullable SessionEnd failure;
    private boolean used;
    private boolean settling;
    private boolean stranger;
    private volatile boolean gone;

    private NettyConnection(EventLoop loop, NettyEndpoint endpoint, @Nullable Route route, boolean madeByPeer) {
        this.loop = loop;
        this.endpoint = endpoint;
        this.route = route;
        this.madeByPeer = madeByPeer;
        this.port = new CorePort(this, endpoint);
        this.alarm = new CoreAlarm(loop, this::ring);
    }

    /**
     * One that we make, with a place taken for the session that asked for it.
     *
     * @param route where others find it as well; null for one that is not shared
     */
    static NettyConnection to(@Nullable Route route, NettyEndpoint endpoint) {
        NettyConnection connection = new NettyConnection(endpoint.nextLoop(), endpoint, route, false);
        connection.reserve();
        return connection;
    }

    /** One that the peer made. */
    static NettyConnection from(EventLoop loop, NettyEndpoint endpoint) {
        return new NettyConnection(loop, endpoint, null, true);
    }

    /** Says that the connection is one of TLS. Before its channel is active. */
    void secure(SecureLink by) {
        link = by;
    }

    /** Null for plain TCP. */
    @Nullable
    SecureLink link() {
        return link;
    }

    EventLoop loop() {
        return loop;
    }

    /** Says that the peer made the connection, and that {@link NettyEndpoint#strangers()} admitted it. */
    void stranger() {
        stranger = true;
    }

    /** A session is bound to the connection, or it is gone. */
    void known() {
        if (stranger) {
            stranger = false;
            endpoint.strangers().leave();
        }
    }

    /** False when nothing can be attached any more. */
    boolean usable() {
        return !gone;
    }

    boolean madeByPeer() {
        return madeByPeer;
    }

    /** Sessions that are on this connection or about to be. */
    int users() {
        return users.get();
    }

    void reserve() {
        users.incrementAndGet();
    }

    void release() {
        users.decrementAndGet();
    }

    /** True when a session still waits for this connection. */
    boolean wanted() {
        return users.get() > 0;
    }

    /** Says where a connection that the peer made leads, by a session on it, so that sessions of ours find it. */
    void leadsTo(Route there) {
        boolean proven = there.tls() == null ? link == null : link != null && link.proves(there.tls());
        if (proven && route == null && !gone && there.leadsTo(address())) {
            route = there;
            endpoint.connections().theirs(there, this);
        }
    }

    /** Marks what is sent from now on (RFC 2474). */
    void mark(int dscp) {
        port.mark(dscp);
    }

    /** The address at the far end; null before there is one. */
    @Nullable
    InetAddress address() {
        return port.address();
    }

    /** Takes somebody on this connection, once it stands; false when it was lost since. */
    boolean take(Passenger passenger, long now) {
        if (failure != null) {
            passenger.stranded(failure, now);
            return true;
        }
        if (gone) {
            return false;
        }
        if (core == null) {
            waiting.add(passenger);
        } else {
            board(core, passenger, now);
            settle(now);
        }
        return true;
    }

    private void board(ConnectionCore standing, Passenger passenger, long now) {
        boolean before = used;
        used = true;
        passenger.board(standing, before, now);
    }

    /** Puts the session on this connection that its first request named. */
    void adopt(SessionCore session, long now) {
        if (core != null && !core.closed()) {
            known();
            used = true;
            core.attach(session, false, now);
            resolved(Resolution.ATTACHED, now);
        } else {
            session.end(new SessionEnd(SessionEnd.Cause.CONNECTION_LOST, "the connection closed at once"), now);
        }
    }

    void resolved(Resolution resolution, long now) {
        if (core != null) {
            core.resolved(resolution, now);
            settle(now);
        }
    }

    /** Turns away a peer that is not the one of the session that it named. */
    void unmasked(long now) {
        resolved(Resolution.UNKNOWN, now);
        if (core != null && core.sessionCount() == 0) {
            core.closed("the peer is not the one of the session that it named", now);
        }
    }

    /** No connection came about. */
    void failed(String reason) {
        failed(SessionEnd.Cause.CONNECT_FAILED, reason);
    }

    private void failed(SessionEnd.Cause cause, String reason) {
        SessionEnd end = new SessionEnd(cause, reason);
        failure = end;
        gone();
        long now = System.nanoTime();
        List<Passenger> lost = List.copyOf(waiting);
        waiting.clear();
        lost.stream().filter(passenger -> passenger.awaits(this)).forEach(passenger -> passenger.stranded(end, now));
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        port.open(context.channel());
        if (link == null) {
            stands();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (link != null && event instanceof SslHandshakeCompletionEvent handshake) {
            handshaken(context, link, handshake);
        }
        context.fireUserEventTriggered(event);
    }

    private void handshaken(ChannelHandlerContext context, SecureLink secure, SslHandshakeCompletionEvent handshake) {
        Optional<String> refusal =
                handshake.isSuccess() ? secure.completed(context.pipeline().get(SslHandler.class)) : secure.refusal();
        if (refusal.isPresent()) {
            LOG.warn(
                    "The peer at {} is not who it should be: {}",
                    context.channel().remoteAddress(),
                    refusal.get());
            waiting.forEach(_ -> endpoint.counters().identityMismatches.increment());
            failed(SessionEnd.Cause.WRONG_IDENTITY, "the peer is not who it should be: " + refusal.get());
            var _ = context.close();
        } else if (handshake.isSuccess()) {
            endpoint.counters().tlsHandshakes.increment();
            stands();
        } else {
            endpoint.counters().tlsFailures.increment();
            String reason = "no TLS came about: " + TlsFailure.words(handshake.cause());
            LOG.info("With the peer at {} {}", context.channel().remoteAddress(), reason);
            failed(reason);
        }
    }

    private void stands() {
        long now = System.nanoTime();
        core = endpoint.newCore(port, now);
        if (madeByPeer) {
            core.madeByPeer();
        }
        if (!waiting.isEmpty()) {
            List<Passenger> boarding = List.copyOf(waiting);
            waiting.clear();
            for (Passenger passenger : boarding) {
                if (passenger.awaits(this)) {
                    board(core, passenger, now);
                }
            }
            core.closeUnused(now);
        }
        settle(now);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object octets) {
        if (core == null) {
            ((ByteBuf) octets).release();
        } else {
            core.received((ByteBuf) octets, System.nanoTime());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        settle(System.nanoTime());
    }

    /** Comes in the middle of a write of the core's, which is not prepared for it. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        execute(now -> {});
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        lost("the peer closed the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException || cause.getCause() instanceof SSLException)) {
            LOG.error("MSRP connection {} failed within and is closed", context.channel(), cause);
        }
        lost("the connection broke: " + cause.getMessage());
        var _ = context.close();
    }

    /** May come in the middle of a write as well. */
    private void lost(String reason) {
        gone();
        execute(now -> {
            if (core != null) {
                core.closed(reason, now);
            }
        });
    }

    /** Nothing can be attached any more. */
    void gone() {
        if (!gone) {
            gone = true;
            if (route != null) {
                endpoint.connections().gone(route, this);
            }
        }
    }

    /** Settles after the tasks that wait already, so that many messages leave in one write. */
    void settleSoon() {
        if (!settling) {
            settling = true;
            execute(_ -> settling = false);
        }
    }

    void settle(long now) {
        if (core == null) {
            return;
        }
        core.settle(now);
        alarm.at(core.nextTimeout(), now);
    }

    private void ring() {
        guarded(now -> {
            if (core != null && core.nextTimeout() <= now) {
                core.expired(now);
            }
            settle(now);
        });
    }

    /** Runs a step on the lane, from any thread, and lets the core settle behind it. */
    void execute(ConnectionPort.Step step) {
        loop.execute(() -> guarded(now -> {
            step.run(now);
            settle(now);
        }));
    }

    /** A step that fails by a mistake of ours costs this connection and no other; nobody waits for what it would have done. */
    private void guarded(ConnectionPort.Step step) {
        try {
            step.run(System.nanoTime());
        } catch (RuntimeException | Error bug) {
            LOG.error("MSRP connection to {} failed within and is closed", port.address(), bug);
            gone();
            port.abort();
            abandon("the connection broke: " + bug.getMessage());
        }
    }

    private void abandon(String reason) {
        try {
            if (core != null) {
                core.closed(reason, System.nanoTime());
            }
        } catch (RuntimeException | Error bug) {
            LOG.error("The sessions of an MSRP connection that failed could not be ended", bug);
        }
    }
}

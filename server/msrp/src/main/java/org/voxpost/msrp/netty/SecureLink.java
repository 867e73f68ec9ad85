package org.voxpost.msrp.netty;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.session.PeerIdentity;
import org.voxpost.msrp.tls.Expectation;
import org.voxpost.msrp.tls.LiveContext;
import org.voxpost.msrp.tls.TlsIdentity;

/** TLS on one connection. Belongs to its lane. */
final class SecureLink {

    /** The name of its handler in the pipeline. */
    static final String HANDLER = "tls";

    private final TlsIdentity identity;
    private final @Nullable LiveContext context;
    private final @Nullable Expectation expectation;
    private final Function<Channel, SslHandler> handlers;
    private List<X509Certificate> shown = List.of();

    private SecureLink(
            TlsIdentity identity,
            @Nullable LiveContext context,
            @Nullable Expectation expectation,
            Function<Channel, SslHandler> handlers) {
        this.identity = identity;
        this.context = context;
        this.expectation = expectation;
        this.handlers = handlers;
    }

    /** Of a connection that was made to the listener of this context. */
    static SecureLink accepting(LiveContext context, Executor tasks) {
        TlsIdentity identity = context.identity();
        return new SecureLink(identity, context, null, channel -> identity.accepting(channel.alloc(), tasks));
    }

    /** Of a connection that we make. */
    static SecureLink connecting(TlsRoute route, int port, Executor tasks) {
        Expectation expectation = new Expectation(route.peer());
        return new SecureLink(
                route.identity(),
                null,
                expectation,
                channel -> route.identity().connecting(channel.alloc(), tasks, route.host(), port, expectation));
    }

    /** What we show on it. */
    TlsIdentity identity() {
        return identity;
    }

    /** Puts TLS first into the pipeline; the future is that of the handshake. */
    Future<Channel> install(Channel channel) {
        SslHandler handler = handlers.apply(channel);
        channel.pipeline().addFirst(HANDLER, handler);
        return handler.handshakeFuture();
    }

    /** Takes note of a handshake that succeeded; what is returned is why the peer is not taken all the same. */
    Optional<String> completed(SslHandler handler) {
        shown = TlsIdentity.shownBy(handler);
        return expectation == null ? Optional.empty() : identity.refusalOfServer(shown, expectation.peer());
    }

    /** Why the certificate of the peer was not taken; empty when the handshake failed for another reason. */
    Optional<String> refusal() {
        return expectation == null ? Optional.empty() : expectation.refusal();
    }

    /** True when what the peer has shown is also what another description of it promises. */
    boolean suits(PeerIdentity described) {
        if (shown.isEmpty()) {
            return false;
        }
        return expectation == null
                ? identity.refusalOfClient(shown, described).isEmpty()
                : identity.refusalOfServer(shown, described).isEmpty();
    }

    /** True when the peer made this connection, has shown that it is the one of this route, and has seen the same of us. */
    boolean proves(TlsRoute route) {
        return context == route.context()
                && identity == route.identity()
                && !shown.isEmpty()
                && identity.refusalOfClient(shown, route.peer()).isEmpty();
    }

    /** Why a session that a request of the peer names does not go on this connection. */
    Optional<String> refusal(LiveContext ofSession, PeerIdentity expected) {
        return context == ofSession
                ? identity.refusalOfClient(shown, expected)
                : Optional.of("it came to the port of another TLS context");
    }
}

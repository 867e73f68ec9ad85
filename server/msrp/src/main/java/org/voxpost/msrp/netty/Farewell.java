package org.voxpost.msrp.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/** Ends a connection in such a way that the peer reads our last octets. On its event loop. */
final class Farewell {

    /** How long the peer has to take our last octets and close its side. */
    private static final long GRACE_SECONDS = 2;

    private Farewell() {}

    /** Ends our side behind what is queued, and the connection when the peer does the same or its time is over. */
    static void to(Channel open) {
        open.config().setAutoRead(true);
        open.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> endOutput((DuplexChannel) open));
        var _ = open.eventLoop().schedule(() -> cut(open), GRACE_SECONDS, TimeUnit.SECONDS);
    }

    private static void cut(Channel open) {
        var _ = open.close();
    }

    /** Under TLS the peer hears of the end by close_notify first: an end without it could be anybody's (RFC 8446 §6.1). */
    private static void endOutput(DuplexChannel open) {
        SslHandler tls = open.pipeline().get(SslHandler.class);
        if (tls == null) {
            shutOutput(open);
        } else {
            tls.closeOutbound().addListener(_ -> shutOutput(open));
        }
    }

    private static void shutOutput(DuplexChannel open) {
        var _ = open.shutdownOutput();
    }
}

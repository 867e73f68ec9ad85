package org.voxpost.msrp.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.Body;
import org.voxpost.msrp.session.BodyReader;
import org.voxpost.msrp.session.ConnectionPort;
import org.voxpost.msrp.session.Resolution;
import org.voxpost.msrp.wire.Frame;

/** What the core of a connection asks of the network and of the endpoint. On the lane of the connection, but for {@link #execute}. */
final class CorePort implements ConnectionPort {

    private final NettyConnection connection;
    private final NettyEndpoint endpoint;

    private @Nullable Channel channel;
    private boolean unflushed;

    CorePort(NettyConnection connection, NettyEndpoint endpoint) {
        this.connection = connection;
        this.endpoint = endpoint;
    }

    /** Says that the network is there. */
    void open(Channel active) {
        channel = active;
    }

    /** The address at the far end; null before there is one. */
    @Nullable
    InetAddress address() {
        return channel != null && channel.remoteAddress() instanceof InetSocketAddress far ? far.getAddress() : null;
    }

    /** Marks what is sent from now on (RFC 2474). */
    void mark(int dscp) {
        if (channel != null && dscp >= 0) {
            channel.config().setOption(ChannelOption.IP_TOS, dscp << 2);
        }
    }

    @Override
    public ByteBufAllocator allocator() {
        return endpoint.allocator();
    }

    @Override
    public void write(ByteBuf octets) {
        if (channel == null) {
            octets.release();
            return;
        }
        unflushed = true;
        var _ = channel.write(octets, channel.voidPromise());
    }

    @Override
    public void flush() {
        if (unflushed && channel != null) {
            unflushed = false;
            channel.flush();
        }
    }

    @Override
    public boolean writable() {
        return channel != null && channel.isWritable();
    }

    @Override
    public long queuedOctets() {
        ChannelOutboundBuffer queue = channel == null ? null : channel.unsafe().outboundBuffer();
        return queue == null ? 0 : queue.totalPendingWriteBytes();
    }

    @Override
    public void reading(boolean on) {
        if (channel != null) {
            channel.config().setAutoRead(on);
        }
    }

    @Override
    public void resolve(String sessionId) {
        SessionHandle session = endpoint.session(sessionId);
        if (session == null) {
            long now = System.nanoTime();
            InetAddress source = address();
            if (source != null) {
                endpoint.strangers().guessed(source.getHostAddress(), now);
            }
            connection.resolved(Resolution.UNKNOWN, now);
        } else {
            session.claim(connection);
        }
    }

    @Override
    public boolean report(String sessionId, Frame.Report report) {
        SessionHandle session = endpoint.session(sessionId);
        if (session == null) {
            return false;
        }
        session.report(report);
        return true;
    }

    @Override
    public void close() {
        connection.gone();
        if (channel != null) {
            Farewell.to(channel);
        }
    }

    /** Closes without a farewell. */
    void abort() {
        if (channel != null) {
            var _ = channel.close();
        }
    }

    @Override
    public void execute(Step step) {
        connection.execute(step);
    }

    @Override
    public BodyReader open(Body body) {
        return BodyReaders.open(body, allocator(), endpoint.disk());
    }
}

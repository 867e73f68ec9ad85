package org.voxpost.benchmarks.msrp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.voxpost.msrp.MsrpLimits;

/** The receiving side of raw Netty: a sink that says one octet when it has all, and an echo of another size. */
final class RawFar {

    private final MultiThreadIoEventLoopGroup loops = Loops.open();

    int copy(long total, Supplier<Sink> sinks) throws InterruptedException {
        return copy(total, sinks, _ -> {});
    }

    /** @param below puts under each channel what goes there */
    int copy(long total, Supplier<Sink> sinks, Consumer<Channel> below) throws InterruptedException {
        return listen(() -> new Copy(total, sinks.get()), below);
    }

    int echo(int request, int response) throws InterruptedException {
        return listen(() -> new Echo(request, response), _ -> {});
    }

    private int listen(Supplier<ChannelInboundHandlerAdapter> handlers, Consumer<Channel> below)
            throws InterruptedException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(Loops.server())
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(handlers.get());
                        below.accept(channel);
                    }
                });
        InetSocketAddress bound = (InetSocketAddress) bootstrap
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel()
                .localAddress();
        return bound.getPort();
    }

    /** Stops reading when the sink is behind, as the stack does, and at as many octets. */
    private static final class Copy extends ChannelInboundHandlerAdapter {
        private final int most = MsrpLimits.DEFAULT.unansweredOctets();
        private final long total;
        private final Sink sink;
        private long taken;

        Copy(long total, Sink sink) {
            this.total = total;
            this.sink = sink;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf octets = (ByteBuf) message;
            CompletableFuture<?> done = sink.take(octets.nioBuffer());
            if (done.isDone()) {
                taken(context, octets);
            } else {
                context.channel().config().setAutoRead(sink.octets() - taken < most);
                var _ = done.thenRun(() -> context.executor().execute(() -> taken(context, octets)));
            }
        }

        private void taken(ChannelHandlerContext context, ByteBuf octets) {
            taken += octets.readableBytes();
            octets.release();
            if (taken == total) {
                var _ = context.writeAndFlush(context.alloc().buffer(1).writeByte(1));
            }
            context.channel().config().setAutoRead(sink.octets() - taken < most);
        }
    }

    /** Answers every so many octets with so many. */
    private static final class Echo extends ChannelInboundHandlerAdapter {
        private final int request;
        private final int response;
        private int pending;

        Echo(int request, int response) {
            this.request = request;
            this.response = response;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf octets = (ByteBuf) message;
            pending += octets.readableBytes();
            octets.release();
            int answers = pending / request;
            pending %= request;
            if (answers > 0) {
                var _ = context.write(
                        context.alloc().directBuffer(answers * response).writeZero(answers * response));
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }
    }
}

package org.voxpost.benchmarks.msrp;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The sending side of raw Netty. Each returns ns from the first octet to the last answer. */
final class RawNear {

    private static final int PIECE = 131_072;

    private RawNear() {}

    /** A file, read in pieces into pooled buffers on the loop, at most half a MiB queued. */
    static long copy(int port, Path file, long length) throws Exception {
        return run(port, new Reading(file, length));
    }

    /** The same, with what the caller puts under the channel. */
    static long copy(int port, Path file, long length, Consumer<Channel> below) throws Exception {
        return run(port, new Reading(file, length), below);
    }

    /** A file by sendfile. */
    static long sendfile(int port, Path file, long length) throws Exception {
        return run(port, new Timed() {
            @Override
            void begin(ChannelHandlerContext context) {
                var _ = context.writeAndFlush(new DefaultFileRegion(file.toFile(), 0, length));
            }

            @Override
            void answered(ChannelHandlerContext context, int octets) {
                done();
            }
        });
    }

    static long pingPong(int port, int request, int response, int window, long count) throws Exception {
        return run(port, new Timed() {
            private long sent;
            private long answered;
            private int partial;

            @Override
            void begin(ChannelHandlerContext context) {
                ask(context, window);
            }

            private void ask(ChannelHandlerContext context, long times) {
                int octets = Math.toIntExact(Math.min(times, count - sent) * request);
                sent += octets / request;
                if (octets > 0) {
                    var _ = context.write(context.alloc().directBuffer(octets).writeZero(octets));
                }
            }

            @Override
            void answered(ChannelHandlerContext context, int octets) {
                partial += octets;
                int whole = partial / response;
                partial %= response;
                answered += whole;
                ask(context, whole);
                if (answered == count) {
                    done();
                }
            }
        });
    }

    private static long run(int port, Timed timed) throws Exception {
        return run(port, timed, _ -> {});
    }

    private static long run(int port, Timed timed, Consumer<Channel> below) throws Exception {
        MultiThreadIoEventLoopGroup loops = Loops.open();
        try {
            new Bootstrap()
                    .group(loops)
                    .channel(Loops.client())
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(262_144, 524_288))
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline().addLast(timed);
                            below.accept(channel);
                        }
                    })
                    .connect(InetAddress.getLoopbackAddress(), port)
                    .sync();
            return timed.nanos.get();
        } finally {
            loops.shutdownGracefully().sync();
        }
    }

    private abstract static class Timed extends ChannelInboundHandlerAdapter {
        final CompletableFuture<Long> nanos = new CompletableFuture<>();
        private long start;

        abstract void begin(ChannelHandlerContext context);

        abstract void answered(ChannelHandlerContext context, int octets);

        void done() {
            nanos.complete(System.nanoTime() - start);
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            start = System.nanoTime();
            begin(context);
            context.flush();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf octets = (ByteBuf) message;
            int count = octets.readableBytes();
            octets.release();
            answered(context, count);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            nanos.completeExceptionally(cause);
        }
    }

    private static final class Reading extends Timed {
        private final FileChannel file;
        private final long length;
        private long position;

        Reading(Path path, long length) throws IOException {
            this.file = FileChannel.open(path, StandardOpenOption.READ);
            this.length = length;
        }

        @Override
        void begin(ChannelHandlerContext context) {
            fill(context);
        }

        private void fill(ChannelHandlerContext context) {
            try {
                while (position < length && context.channel().isWritable()) {
                    int octets = (int) Math.min(PIECE, length - position);
                    ByteBuf piece = context.alloc().directBuffer(octets);
                    position += piece.writeBytes(file, position, octets);
                    var _ = context.writeAndFlush(piece, context.voidPromise());
                }
            } catch (IOException e) {
                nanos.completeExceptionally(e);
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            fill(context);
        }

        @Override
        void answered(ChannelHandlerContext context, int octets) {
            done();
        }
    }
}

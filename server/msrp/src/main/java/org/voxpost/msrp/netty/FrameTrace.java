package org.voxpost.msrp.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.net.SocketAddress;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.MsrpLimits;
import org.voxpost.msrp.MsrpTrace;
import org.voxpost.msrp.MsrpTrace.Direction;
import org.voxpost.msrp.wire.BodyPart;
import org.voxpost.msrp.wire.Continuation;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.FrameDecoder;
import org.voxpost.msrp.wire.FramingException;
import org.voxpost.msrp.wire.Item;

/** Reads along what a connection receives and sends, for a {@link MsrpTrace}; only there when one is configured. */
final class FrameTrace extends ChannelDuplexHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FrameTrace.class);

    private final MsrpTrace trace;
    private final SocketAddress peer;
    private final Reader received;
    private final Reader sent;

    FrameTrace(MsrpTrace trace, SocketAddress peer, MsrpLimits limits) {
        this.trace = trace;
        this.peer = peer;
        this.received = new Reader(Direction.RECEIVED, limits);
        this.sent = new Reader(Direction.SENT, limits);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf octets) {
            received.read(octets);
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf octets) {
            sent.read(octets);
        }
        var _ = context.write(message, promise);
    }

    /** One direction of the connection. */
    private final class Reader {

        private final Direction direction;
        private final FrameDecoder decoder;
        private boolean lost;

        Reader(Direction direction, MsrpLimits limits) {
            this.direction = direction;
            this.decoder = new FrameDecoder(limits.lineOctets(), limits.headers(), deviation -> {});
        }

        void read(ByteBuf octets) {
            ByteBuf view = octets.duplicate();
            try {
                while (!lost) {
                    Item item = decoder.next(view);
                    switch (item) {
                        case null -> {
                            return;
                        }
                        case Frame frame ->
                            trace.frame(new MsrpTrace.Frame(direction, Instant.now(), summary(frame), peer));
                        case BodyPart part -> part.octets().release();
                        case Continuation _ -> {}
                    }
                }
            } catch (FramingException e) {
                // The connection itself meets the same octets and ends for it.
                lost = true;
            } catch (RuntimeException | Error e) {
                LOG.error("The trace of the connection with {} broke and is given up", peer, e);
                lost = true;
            }
        }

        private static String summary(Frame frame) {
            return switch (frame) {
                case Frame.Send send -> "SEND" + (send.range() == null ? "" : " " + send.range());
                case Frame.Report report ->
                    "REPORT" + (report.range() == null ? "" : " " + report.range())
                            + (report.status() == null
                                    ? ""
                                    : " " + report.status().code());
                case Frame.OtherRequest other -> other.method();
                case Frame.Response response ->
                    (response.status().code() + " " + response.status().comment()).strip();
                case Frame.Unintelligible broken -> "? " + broken.problem();
            };
        }
    }
}

package org.voxpost.benchmarks.msrp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.wire.BodyPart;
import org.voxpost.msrp.wire.ByteRange;
import org.voxpost.msrp.wire.Continuation;
import org.voxpost.msrp.wire.EndLineGuard;
import org.voxpost.msrp.wire.FrameDecoder;
import org.voxpost.msrp.wire.FrameWriter;
import org.voxpost.msrp.wire.FramingException;
import org.voxpost.msrp.wire.Item;
import org.voxpost.msrp.wire.RandomIds;
import org.voxpost.msrp.wire.Status;
import org.voxpost.msrp.wire.TransactionId;
import org.voxpost.msrp.wire.UriPath;

/** The codec by itself: a message of 200 octets and its 200, read and written, and the search for end-lines in bodies. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {

    private static final UriPath TO = UriPath.parse("msrp://127.0.0.1:40001/abcdefghijklmnopqrstuvwxyz;tcp");
    private static final UriPath FROM = UriPath.parse("msrp://127.0.0.1:40002/zyxwvutsrqponmlkjihgfedcba;tcp");

    /** As many different frames as a connection has in flight, so that no cache of one value can help. */
    private static final int FRAMES = 64;

    private static FrameWriter.Message message(String id) {
        return new FrameWriter.Message(TO, FROM, id, false, FailureReport.YES, List.of(), "text/plain");
    }

    private static ByteBuf body(int octets) {
        ByteBuf body = PooledByteBufAllocator.DEFAULT.directBuffer(octets);
        Random random = new Random(1);
        for (int i = 0; i < octets; i++) {
            body.writeByte(random.nextInt(256));
        }
        return body;
    }

    private static void readAll(FrameDecoder decoder, ByteBuf in, Blackhole hole) throws FramingException {
        Item item;
        while ((item = decoder.next(in)) != null) {
            if (item instanceof BodyPart part) {
                hole.consume(part.octets().readableBytes());
                part.octets().release();
            } else {
                hole.consume(item);
            }
        }
    }

    /** Frames that were written before. */
    @State(Scope.Thread)
    public static class Written {
        final FrameDecoder decoder = new FrameDecoder(8_192, 64, _ -> {});
        final ByteBuf[] sends = new ByteBuf[FRAMES];
        final ByteBuf[] responses = new ByteBuf[FRAMES];
        int next;

        @Setup
        public void write() {
            RandomIds ids = new RandomIds(new SecureRandom());
            ByteBuf body = body(200);
            for (int i = 0; i < FRAMES; i++) {
                TransactionId id = ids.transaction();
                sends[i] = PooledByteBufAllocator.DEFAULT.directBuffer(1_024);
                FrameWriter.send(sends[i], id, message(ids.message()), ByteRange.whole(200));
                sends[i].writeBytes(body, 0, 200);
                FrameWriter.endLine(sends[i], id, Continuation.COMPLETE, true);
                responses[i] = PooledByteBufAllocator.DEFAULT.directBuffer(1_024);
                FrameWriter.response(responses[i], id, Status.OK, FROM.first(), TO.first());
            }
        }

        ByteBuf next(ByteBuf[] of) {
            next = (next + 1) % FRAMES;
            return of[next].readerIndex(0);
        }
    }

    @Benchmark
    public void readSend(Written written, Blackhole hole) throws FramingException {
        readAll(written.decoder, written.next(written.sends), hole);
    }

    @Benchmark
    public void readResponse(Written written, Blackhole hole) throws FramingException {
        readAll(written.decoder, written.next(written.responses), hole);
    }

    /** What is there to be written. */
    @State(Scope.Thread)
    public static class Unwritten {
        final RandomIds ids = new RandomIds(new SecureRandom());
        final EndLineGuard guard = new EndLineGuard();
        final ByteBuf out = PooledByteBufAllocator.DEFAULT.directBuffer(2_048);
        final ByteBuf body = body(200);
        final TransactionId transaction = ids.transaction();
        final FrameWriter.Message message = message("abcdefghijklmnopqrst");
        final ByteRange range = ByteRange.whole(200);
    }

    @Benchmark
    public ByteBuf writeSend(Unwritten unwritten) {
        ByteBuf out = unwritten.out.clear();
        unwritten.guard.start(unwritten.transaction);
        FrameWriter.send(out, unwritten.transaction, unwritten.message, unwritten.range);
        int start = out.writerIndex();
        out.writeBytes(unwritten.body, 0, 200);
        if (unwritten.guard.allowed(out, start, 200) == 200) {
            FrameWriter.endLine(out, unwritten.transaction, Continuation.COMPLETE, true);
        }
        return out;
    }

    @Benchmark
    public ByteBuf writeResponse(Unwritten unwritten) {
        ByteBuf out = unwritten.out.clear();
        FrameWriter.response(out, unwritten.transaction, Status.OK, FROM.first(), TO.first());
        return out;
    }

    @Benchmark
    public TransactionId newTransaction(Unwritten unwritten) {
        return unwritten.ids.transaction();
    }

    /** Large bodies, as they come: a frame of one body, in reads of 64 KiB. */
    @State(Scope.Thread)
    public static class Large {
        private static final int READ = 65_536;

        @Param({"65536", "1048576"})
        public int octets;

        final FrameDecoder decoder = new FrameDecoder(8_192, 64, _ -> {});
        final EndLineGuard guard = new EndLineGuard();
        final TransactionId transaction = new TransactionId("abcdefghijklmnop");
        ByteBuf body = body(0);
        ByteBuf frame = body(0);

        @Setup
        public void write() {
            body = body(octets);
            frame = PooledByteBufAllocator.DEFAULT.directBuffer(octets + 1_024);
            FrameWriter.send(frame, transaction, message("abcdefghijklmnopqrst"), ByteRange.whole(octets));
            frame.writeBytes(body, 0, octets);
            FrameWriter.endLine(frame, transaction, Continuation.COMPLETE, true);
        }
    }

    @Benchmark
    public void readLarge(Large large, Blackhole hole) throws FramingException {
        ByteBuf frame = large.frame;
        for (int at = 0; at < frame.writerIndex(); at += Large.READ) {
            readAll(large.decoder, frame.slice(at, Math.min(Large.READ, frame.writerIndex() - at)), hole);
        }
    }

    @Benchmark
    public int guardLarge(Large large) {
        large.guard.start(large.transaction);
        return large.guard.allowed(large.body, 0, large.octets);
    }
}

package org.voxpost.msrp.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.voxpost.msrp.Body;
import org.voxpost.msrp.FlowTimeouts;
import org.voxpost.msrp.MsrpLimits;
import org.voxpost.msrp.MsrpTimeouts;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.Verdict;
import org.voxpost.msrp.wire.BodyPart;
import org.voxpost.msrp.wire.Continuation;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.FrameDecoder;
import org.voxpost.msrp.wire.FramingException;
import org.voxpost.msrp.wire.Item;
import org.voxpost.msrp.wire.RandomIds;
import org.voxpost.msrp.wire.Status;
import org.voxpost.msrp.wire.TransactionId;
import org.voxpost.msrp.wire.UriPath;

/** A connection core on a bench: a port that keeps what is written, a clock that is moved, sessions that can be found. */
final class Bench implements ConnectionPort {

    static final String PEER = "msrp://peer.example.com:2855/";
    static final String US = "msrp://us.example.com:2855/";

    /** A frame that the core wrote. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Written(Frame head, byte[] body, Continuation flag) {
        Frame.Send send() {
            return (Frame.Send) head;
        }

        int status() {
            return ((Frame.Response) head).status().code();
        }
    }

    final Counters counters = new Counters();
    final Map<String, SessionCore> known = new HashMap<>();
    final Map<String, Resolution> elsewhere = new HashMap<>();
    final ConnectionCore core;
    private final ArrayDeque<Step> steps = new ArrayDeque<>();
    private final FrameDecoder decoder = new FrameDecoder(8_192, 64, _ -> {});
    private final MsrpLimits limits;
    private final MsrpTimeouts timeouts;
    private ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Written> frames = new ArrayList<>();
    private ByteArrayOutputStream body = new ByteArrayOutputStream();
    private Frame head = new Frame.Response(new TransactionId("none"), Status.OK, List.of());
    private boolean headOpen;

    long now = 1;
    /** How far bodies of ours were read. */
    long readUpTo;

    boolean writable = true;

    /** Octets after which the queue is full, when it is not {@link #writable}. */
    long writableFor;

    private long written;
    long queued;
    boolean reading = true;
    boolean closed;

    Bench() {
        this(MsrpLimits.DEFAULT, new SecureRandom());
    }

    Bench(MsrpLimits limits, SecureRandom random) {
        this(limits, MsrpTimeouts.DEFAULT, random);
    }

    Bench(FlowTimeouts flow) {
        this(MsrpLimits.DEFAULT, MsrpTimeouts.DEFAULT.withFlow(flow), new SecureRandom());
    }

    private Bench(MsrpLimits limits, MsrpTimeouts timeouts, SecureRandom random) {
        this.limits = limits;
        this.timeouts = timeouts;
        this.core = new ConnectionCore(this, limits, timeouts, new RandomIds(random), counters, now);
    }

    SessionCore session(String id, Listening events) {
        return session(id, events, PeerPolicy.DEFAULT);
    }

    SessionCore session(String id, Listening events, PeerPolicy policy) {
        SessionTerms terms = SessionTerms.of(List.of("text/*", "audio/amr")).withPolicy(policy);
        SessionCore session =
                new SessionCore(id, UriPath.parse(US + id + ";tcp"), terms, events, limits, timeouts.flow(), counters);
        session.remotePath(UriPath.parse(PEER + id + ";tcp"));
        known.put(id, session);
        return session;
    }

    /** Lets a sink answer all that it held back, and take what comes of it. */
    void answerAll(Listening sink) {
        sink.holding = false;
        sink.held.forEach(verdict -> verdict.complete(Verdict.TAKEN));
        settle();
    }

    /** The session of this id. */
    SessionCore the(String id) {
        return Objects.requireNonNull(known.get(id));
    }

    /** A session for which we are active, its first request sent and answered. */
    SessionCore active(String id, Listening events, PeerPolicy policy) {
        SessionCore session = session(id, events, policy);
        core.attach(session, true, now);
        settle();
        Written first = frames().getFirst();
        respond(first, 200);
        return session;
    }

    void receive(String text) {
        receive(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void receive(byte[] octets) {
        ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(octets.length);
        buffer.writeBytes(octets);
        core.received(buffer, now);
        settle();
    }

    void respond(Written request, int status) {
        receive("MSRP " + request.head().transaction() + " " + status + "\r\n-------"
                + request.head().transaction() + "$\r\n");
    }

    /** A SEND to a session of ours. */
    static String send(String session, String transaction, String headers, String type, String body, char flag) {
        return "MSRP " + transaction + " SEND\r\nTo-Path: " + US + session + ";tcp\r\nFrom-Path: " + PEER + session
                + ";tcp\r\n" + headers + "Content-Type: " + type + "\r\n\r\n" + body + "\r\n-------" + transaction
                + flag
                + "\r\n";
    }

    void settle() {
        core.settle(now);
        while (!steps.isEmpty()) {
            steps.remove().run(now);
            core.settle(now);
        }
    }

    void advance(Duration time) {
        long until = now + time.toNanos();
        while (core.nextTimeout() <= until) {
            now = Math.max(now, core.nextTimeout());
            core.expired(now);
            settle();
        }
        now = until;
    }

    /** The frames written since the last call, those that are complete. */
    List<Written> frames() {
        ByteBuf in = Unpooled.wrappedBuffer(out.toByteArray());
        out = new ByteArrayOutputStream();
        try {
            Item item;
            while ((item = decoder.next(in)) != null) {
                take(item);
            }
            in.readBytes(out, in.readableBytes());
        } catch (FramingException | IOException e) {
            throw new AssertionError(e);
        }
        List<Written> complete = List.copyOf(frames);
        frames.clear();
        return complete;
    }

    /** What was written since the last call, as it was written. */
    String text() {
        String text = out.toString(StandardCharsets.ISO_8859_1);
        out = new ByteArrayOutputStream();
        return text;
    }

    /** True when a frame was begun and its end-line not written. */
    boolean frameOpen() {
        return headOpen;
    }

    private void take(Item item) {
        switch (item) {
            case Frame frame -> {
                head = frame;
                headOpen = true;
            }
            case BodyPart part -> {
                byte[] copy = new byte[part.octets().readableBytes()];
                part.octets().readBytes(copy);
                part.octets().release();
                body.writeBytes(copy);
            }
            case Continuation flag -> {
                frames.add(new Written(head, body.toByteArray(), flag));
                body = new ByteArrayOutputStream();
                headOpen = false;
            }
        }
    }

    @Override
    public ByteBufAllocator allocator() {
        return PooledByteBufAllocator.DEFAULT;
    }

    @Override
    public void write(ByteBuf octets) {
        byte[] copy = new byte[octets.readableBytes()];
        octets.readBytes(copy);
        octets.release();
        written += copy.length;
        out.writeBytes(copy);
    }

    @Override
    public void flush() {}

    @Override
    public boolean writable() {
        return writable || written < writableFor;
    }

    @Override
    public long queuedOctets() {
        return queued;
    }

    @Override
    public void reading(boolean on) {
        reading = on;
    }

    @Override
    public void resolve(String sessionId) {
        SessionCore session = known.get(sessionId);
        if (elsewhere.containsKey(sessionId) || session == null) {
            core.resolved(elsewhere.getOrDefault(sessionId, Resolution.UNKNOWN), now);
        } else {
            core.attach(session, false, now);
            core.resolved(Resolution.ATTACHED, now);
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void execute(Step step) {
        steps.add(step);
    }

    @Override
    public BodyReader open(Body content) {
        if (!(content instanceof Body.Octets octets)) {
            return new Silent();
        }
        return new BodyReader() {
            @Override
            public CompletionStage<ByteBuf> read(long position, int count) {
                readUpTo = Math.max(readUpTo, position + count);
                ByteBuffer slice = octets.octets().slice((int) position, count);
                return CompletableFuture.completedFuture(Unpooled.wrappedBuffer(slice));
            }

            @Override
            public void close() {}
        };
    }

    /** A body whose octets never come. */
    private static final class Silent implements BodyReader {
        @Override
        public CompletionStage<ByteBuf> read(long position, int count) {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {}
    }
}

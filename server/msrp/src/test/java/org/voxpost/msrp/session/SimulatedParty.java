package org.voxpost.msrp.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.Body;
import org.voxpost.msrp.FlowTimeouts;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MsrpLimits;
import org.voxpost.msrp.MsrpTimeouts;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.wire.RandomIds;
import org.voxpost.msrp.wire.UriPath;
import org.voxpost.testkit.SimulatedEnd;
import org.voxpost.testkit.VirtualTime;

/**
 * A connection core at one end of a simulated link, treated as the sockets treat it: water marks, a close that waits for the
 * other side, bodies that are read later.
 */
final class SimulatedParty implements ConnectionPort, SimulatedEnd.Listener {

    /** As in the connections over sockets. */
    private static final long CLOSE_GRACE_SECONDS = 2;

    final Counters counters = new Counters();
    final ConnectionCore core;
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);
    private final Map<String, SessionCore> sessions = new HashMap<>();
    private final VirtualTime time;
    private final SimulatedEnd end;
    private final MsrpLimits limits;
    private final String host;
    private final Random random;
    private long armed = Long.MAX_VALUE;
    private @Nullable ScheduledFuture<?> alarm;
    private boolean unwritable;
    private int messages;
    int openBodies;
    boolean closed;

    SimulatedParty(VirtualTime time, SimulatedEnd end, String host, long seed) {
        this(time, end, host, seed, MsrpLimits.DEFAULT);
    }

    SimulatedParty(VirtualTime time, SimulatedEnd end, String host, long seed, MsrpLimits limits) {
        this.time = time;
        this.end = end;
        this.host = host;
        this.limits = limits;
        this.random = new Random(seed);
        this.core = new ConnectionCore(
                this, limits, MsrpTimeouts.DEFAULT, new RandomIds(new SeededRandom(seed)), counters, time.nanoTime());
        end.listener(this);
    }

    UriPath path(String id) {
        return UriPath.parse("msrp://" + host + ":2855/" + id + ";tcp");
    }

    SessionCore session(String id, SimulatedParty peer, PeerPolicy policy, Transcript events) {
        SessionTerms terms = SessionTerms.of(List.of("*")).withPolicy(policy);
        SessionCore session = new SessionCore(id, path(id), terms, events, limits, FlowTimeouts.DEFAULT, counters);
        session.remotePath(peer.path(id));
        sessions.put(id, session);
        return session;
    }

    void attach(SessionCore session) {
        core.attach(session, true, now());
        settle();
    }

    /** What an endpoint does, for a session may never meet its connection. */
    void establishWithin(SessionCore session, Duration timeout) {
        var _ = time.schedule(
                () -> {
                    if (!session.established()) {
                        session.end(new SessionEnd(SessionEnd.Cause.NOT_ESTABLISHED, "not in time"), now());
                    }
                    settle();
                },
                timeout.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    void send(SessionCore session, MessageContent content, Transcript events) {
        String id = host.substring(0, 1) + "-message-" + ++messages;
        var _ = session.send(content, id, events.sending(id));
        settle();
    }

    /** Octets of buffers that nobody has released. */
    long lostOctets() {
        return allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
    }

    private long now() {
        return time.nanoTime();
    }

    private void settle() {
        core.settle(now());
        boolean full = end.queued() > limits.writeQueueOctets();
        unwritable = full || (unwritable && end.queued() > limits.writeQueueOctets() / 2);
        long next = core.nextTimeout();
        if (next < armed || next == Long.MAX_VALUE) {
            if (alarm != null) {
                alarm.cancel(false);
            }
            armed = next;
            alarm = next == Long.MAX_VALUE
                    ? null
                    : time.schedule(() -> expired(next), Math.max(0, next - now()), TimeUnit.NANOSECONDS);
        }
    }

    private void expired(long scheduled) {
        if (scheduled == armed) {
            armed = Long.MAX_VALUE;
            if (core.nextTimeout() <= now()) {
                core.expired(now());
            }
            settle();
        }
    }

    @Override
    public void received(byte[] octets) {
        ByteBuf buffer = allocator.directBuffer(octets.length);
        core.received(buffer.writeBytes(octets), now());
        settle();
    }

    /** Sockets tell when the queue falls below its low water mark, and not before. */
    @Override
    public void drained() {
        if (unwritable && end.queued() <= limits.writeQueueOctets() / 2) {
            unwritable = false;
            settle();
        }
    }

    @Override
    public void ended(String reason) {
        core.closed(reason, now());
        settle();
        end.close();
    }

    @Override
    public ByteBufAllocator allocator() {
        return allocator;
    }

    @Override
    public void write(ByteBuf octets) {
        byte[] copy = new byte[octets.readableBytes()];
        octets.readBytes(copy);
        octets.release();
        end.send(copy);
    }

    @Override
    public void flush() {}

    @Override
    public boolean writable() {
        unwritable = unwritable || end.queued() > limits.writeQueueOctets();
        return !unwritable;
    }

    @Override
    public long queuedOctets() {
        return end.queued();
    }

    @Override
    public void reading(boolean on) {
        end.reading(on);
    }

    @Override
    public void resolve(String sessionId) {
        SessionCore session = sessions.get(sessionId);
        time.execute(() -> {
            if (session == null || session.over()) {
                core.resolved(Resolution.UNKNOWN, now());
            } else {
                core.attach(session, false, now());
                core.resolved(Resolution.ATTACHED, now());
            }
            settle();
        });
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            end.reading(true);
            end.finish();
            var _ = time.schedule(end::close, CLOSE_GRACE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void execute(Step step) {
        time.execute(() -> {
            step.run(now());
            settle();
        });
    }

    /** Every second piece is there at once, the others come later. */
    @Override
    public BodyReader open(Body content) {
        ByteBuffer octets = ((Body.Octets) content).octets();
        openBodies++;
        return new BodyReader() {
            @Override
            public CompletionStage<ByteBuf> read(long position, int count) {
                ByteBuf piece = allocator.directBuffer(count).writeBytes(octets.slice((int) position, count));
                CompletableFuture<ByteBuf> answer = new CompletableFuture<>();
                if (random.nextBoolean()) {
                    answer.complete(piece);
                } else {
                    var _ = time.schedule(() -> answer.complete(piece), random.nextInt(100_000), TimeUnit.NANOSECONDS);
                }
                return answer;
            }

            @Override
            public void close() {
                openBodies--;
            }
        };
    }
}

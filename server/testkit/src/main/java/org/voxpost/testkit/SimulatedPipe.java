package org.voxpost.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One direction of a {@link SimulatedLink}. */
final class SimulatedPipe {
    private final VirtualTime time;
    private final LinkConditions conditions;
    private final Random random;
    private final SimulatedLink link;
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private final ArrayDeque<byte[]> unread = new ArrayDeque<>();
    private final boolean singly;
    private final long delay;

    private @Nullable SimulatedEnd source;
    private @Nullable SimulatedEnd sink;
    private int used;
    private long queued;
    private long carried;
    private long outstanding;
    private long lineFree;
    private long lastArrival;
    private boolean gathering;
    private boolean telling;
    private boolean reading = true;
    private boolean finishing;
    private boolean finished;
    private boolean ending;
    private boolean struck;
    private boolean dead;

    SimulatedPipe(VirtualTime time, LinkConditions conditions, Random random, SimulatedLink link) {
        this.time = time;
        this.conditions = conditions;
        this.random = random;
        this.link = link;
        this.singly = conditions.fault() instanceof Fault.OneOctetAtATime;
        this.delay = conditions.delay().toNanos()
                + (conditions.fault() instanceof Fault.Delay(Duration by) ? by.toNanos() : 0);
    }

    void join(SimulatedEnd from, SimulatedEnd to) {
        source = from;
        sink = to;
        if (limit() == 0) {
            time.execute(this::strike);
        }
    }

    long queued() {
        return queued;
    }

    long carried() {
        return carried;
    }

    void write(byte[] octets) {
        if (finishing || finished || dead || octets.length == 0) {
            return;
        }
        queue.add(octets);
        queued += octets.length;
        if (conditions.gathering().isZero()) {
            pump();
        } else if (!gathering) {
            gathering = true;
            var _ = time.schedule(this::gathered, conditions.gathering().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void gathered() {
        gathering = false;
        pump();
    }

    void finish() {
        finishing = true;
        if (!gathering) {
            pump();
        }
    }

    void drop() {
        queue.clear();
        queued = 0;
        used = 0;
    }

    /** Ends this direction behind what is under way. */
    void cut() {
        drop();
        finishing = true;
        end();
    }

    void die() {
        drop();
        unread.clear();
        dead = true;
    }

    void reading(boolean on) {
        reading = on;
        if (on && !unread.isEmpty()) {
            time.execute(this::readOn);
        } else if (on && ending) {
            time.execute(this::tellEnd);
        }
    }

    /** Octets that pass before the fault strikes; the largest number for a fault that counts none. */
    private long limit() {
        return switch (conditions.fault()) {
            case Fault.None(), Fault.Delay _, Fault.OneOctetAtATime() -> Long.MAX_VALUE;
            case Fault.CutAfter(long octets) -> octets;
            case Fault.ResetAfter(long octets) -> octets;
            case Fault.BlackHoleAfter(long octets) -> octets;
            case Fault.StallAfter(long octets) -> octets;
        };
    }

    private void pump() {
        if (dead) {
            return;
        }
        while (queued > 0 && outstanding < conditions.window() && carried < limit()) {
            long room = Math.min(conditions.window() - outstanding, limit() - carried);
            byte[] segment = take((int) Math.min(Math.min(room, queued), segment()));
            outstanding += segment.length;
            carried += segment.length;
            depart(segment);
        }
        if (carried >= limit()) {
            strike();
        }
        if (finishing && queued == 0) {
            end();
        }
    }

    private int segment() {
        if (singly) {
            return 1;
        }
        int span = conditions.mostSegment() - conditions.leastSegment();
        return conditions.leastSegment() + (span == 0 ? 0 : random.nextInt(span + 1));
    }

    private byte[] take(int count) {
        byte[] segment = new byte[count];
        int filled = 0;
        while (filled < count) {
            byte[] first = queue.element();
            int more = Math.min(count - filled, first.length - used);
            System.arraycopy(first, used, segment, filled, more);
            filled += more;
            used += more;
            if (used == first.length) {
                queue.remove();
                used = 0;
            }
        }
        queued -= count;
        return segment;
    }

    private void depart(byte[] segment) {
        long now = time.nanoTime();
        long busy = conditions.octetsPerSecond() == 0
                ? 0
                : Math.multiplyExact(segment.length, 1_000_000_000L) / conditions.octetsPerSecond();
        lineFree = Math.max(now, lineFree) + busy;
        lastArrival = Math.max(lastArrival, lineFree + delay);
        var _ = time.schedule(() -> arrive(segment), lastArrival - now, TimeUnit.NANOSECONDS);
    }

    private void strike() {
        switch (conditions.fault()) {
            case Fault.CutAfter _ -> {
                if (!finished) {
                    link.cut();
                }
            }
            case Fault.ResetAfter _ -> {
                drop();
                finishing = false;
                if (!struck) {
                    long wait = Math.max(0, lastArrival - time.nanoTime());
                    var _ = time.schedule(link::reset, wait, TimeUnit.NANOSECONDS);
                }
            }
            case Fault.BlackHoleAfter _ -> {
                boolean some = queued > 0;
                drop();
                finishing = false;
                if (some) {
                    tellDrained();
                }
            }
            case Fault.StallAfter _, Fault.None(), Fault.Delay _, Fault.OneOctetAtATime() -> {}
        }
        struck = true;
    }

    private void arrive(byte[] segment) {
        if (dead) {
            return;
        }
        unread.add(segment);
        readOn();
    }

    private void readOn() {
        while (reading && !dead && !unread.isEmpty() && sink != null) {
            byte[] segment = unread.remove();
            outstanding -= segment.length;
            sink.arrived(segment);
        }
        long before = queued;
        if (!gathering) {
            pump();
        }
        if (queued < before) {
            tellDrained();
        }
        if (ending) {
            tellEnd();
        }
    }

    /** As an event of its own, for the line may take octets while they are being written. */
    private void tellDrained() {
        if (!telling) {
            telling = true;
            time.execute(() -> {
                telling = false;
                if (source != null) {
                    source.drained();
                }
            });
        }
    }

    private void end() {
        if (finished) {
            return;
        }
        finished = true;
        long now = time.nanoTime();
        lastArrival = Math.max(lastArrival, now + delay);
        var _ = time.schedule(
                () -> {
                    ending = true;
                    tellEnd();
                },
                lastArrival - now,
                TimeUnit.NANOSECONDS);
    }

    private void tellEnd() {
        if (reading && unread.isEmpty() && !dead && sink != null) {
            sink.broken("the other side closed");
        }
    }
}

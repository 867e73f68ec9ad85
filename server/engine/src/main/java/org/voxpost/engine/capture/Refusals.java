package org.voxpost.engine.capture;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.voxpost.engine.capture.store.CaptureStore;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;
import org.voxpost.engine.capture.store.Side;
import org.voxpost.sip.IncomingCall;

/**
 * Calls that were not taken, and what nobody could read: each is counted, and kept as a fact of no session unless there are very many, since
 * somebody may have asked for help. Nothing waits for that: a refusal has to be fast. Any thread may use it.
 */
final class Refusals {

    private static final int KEPT_A_MINUTE = 60;

    private final CaptureStore store;
    private final InstantSource clock;
    private final Map<CallRefusal, LongAdder> calls = new EnumMap<>(CallRefusal.class);
    private final LongAdder unreadable = new LongAdder();
    private final Ration ofCalls = new Ration(KEPT_A_MINUTE);
    private final Ration ofUnreadable = new Ration(KEPT_A_MINUTE);

    Refusals(CaptureStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        for (CallRefusal reason : CallRefusal.values()) {
            calls.put(reason, new LongAdder());
        }
    }

    /** @param status that it is answered with */
    void call(IncomingCall call, CallRefusal reason, int status, String why) {
        Objects.requireNonNull(calls.get(reason)).increment();
        if (ofCalls.take(clock.instant())) {
            keep(FactKind.REFUSED, call.peer(), call.received(), status, why);
        }
    }

    /** @param octets read only */
    void unreadable(String peer, ByteBuffer octets, String why) {
        unreadable.increment();
        if (ofUnreadable.take(clock.instant())) {
            keep(FactKind.MALFORMED, peer, octets, 0, why);
        }
    }

    private void keep(FactKind kind, String peer, ByteBuffer message, int status, String why) {
        byte[] copy = new byte[message.remaining()];
        message.duplicate().get(copy);
        var _ = store.add(Fact.of(kind, clock.instant(), why)
                .message(Side.NONE, "", peer)
                .content("message/sip", copy)
                .status(status));
    }

    /** Every reason, also those that no call was refused for. */
    Map<CallRefusal, Long> counted() {
        Map<CallRefusal, Long> counted = new EnumMap<>(CallRefusal.class);
        calls.forEach((reason, count) -> counted.put(reason, count.sum()));
        return counted;
    }

    long malformed() {
        return unreadable.sum();
    }
}

package org.voxpost.sip.jain;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.voxpost.sip.SipDeviation;

/** What an endpoint counts. */
final class Counters {
    final LongAdder incomingCalls = new LongAdder();
    final LongAdder outgoingCalls = new LongAdder();
    final LongAdder received = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder malformed = new LongAdder();

    private final EnumMap<SipDeviation, LongAdder> deviations = new EnumMap<>(SipDeviation.class);

    Counters() {
        for (SipDeviation deviation : SipDeviation.values()) {
            deviations.put(deviation, new LongAdder());
        }
    }

    void tolerated(SipDeviation deviation) {
        LongAdder counter = deviations.get(deviation);
        if (counter != null) {
            counter.increment();
        }
    }

    Map<SipDeviation, Long> deviations() {
        EnumMap<SipDeviation, Long> sums = new EnumMap<>(SipDeviation.class);
        deviations.forEach((deviation, counter) -> sums.put(deviation, counter.sum()));
        return sums;
    }
}

package org.voxpost.msrp.session;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.voxpost.msrp.wire.Deviation;

/** Counts of one endpoint since it was opened. */
public final class Counters {

    public final LongAdder messagesSent = new LongAdder();
    public final LongAdder messagesReceived = new LongAdder();
    public final LongAdder octetsSent = new LongAdder();
    public final LongAdder octetsReceived = new LongAdder();
    public final LongAdder strayResponses = new LongAdder();
    public final LongAdder protocolFaults = new LongAdder();

    private final Map<Deviation, LongAdder> deviations = new EnumMap<>(Deviation.class);

    public Counters() {
        for (Deviation deviation : Deviation.values()) {
            deviations.put(deviation, new LongAdder());
        }
    }

    void deviation(Deviation deviation) {
        LongAdder adder = deviations.get(deviation);
        if (adder != null) {
            adder.increment();
        }
    }

    /** Those that occurred, by name. */
    public Map<String, Long> deviations() {
        Map<String, Long> occurred = new TreeMap<>();
        deviations.forEach((deviation, count) -> {
            if (count.sum() > 0) {
                occurred.put(deviation.name(), count.sum());
            }
        });
        return occurred;
    }
}

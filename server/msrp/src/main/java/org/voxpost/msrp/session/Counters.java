package org.voxpost.msrp.session;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.voxpost.msrp.TlsStatistics;
import org.voxpost.msrp.wire.Deviation;

/** Counts of one endpoint since it was opened. */
public final class Counters {

    public final LongAdder messagesSent = new LongAdder();
    public final LongAdder messagesReceived = new LongAdder();
    public final LongAdder octetsSent = new LongAdder();
    public final LongAdder octetsReceived = new LongAdder();
    public final LongAdder strayResponses = new LongAdder();
    public final LongAdder protocolFaults = new LongAdder();

    public final LongAdder tlsHandshakes = new LongAdder();
    public final LongAdder tlsFailures = new LongAdder();
    public final LongAdder identityMismatches = new LongAdder();
    public final LongAdder tlsTurnedAway = new LongAdder();
    public final LongAdder tlsReloads = new LongAdder();

    /** Body octets that came again and were passed over. */
    public final LongAdder repeatedOctets = new LongAdder();

    /** Requests that came again under the same transaction id. */
    public final LongAdder repeatedRequests = new LongAdder();

    /** Requests for a session that we do not have. */
    public final LongAdder unknownSessions = new LongAdder();

    private final Map<Deviation, LongAdder> deviations = new EnumMap<>(Deviation.class);

    public Counters() {
        for (Deviation deviation : Deviation.values()) {
            deviations.put(deviation, new LongAdder());
        }
    }

    public void deviation(Deviation deviation) {
        LongAdder adder = deviations.get(deviation);
        if (adder != null) {
            adder.increment();
        }
    }

    public TlsStatistics tls() {
        return new TlsStatistics(
                tlsHandshakes.sum(),
                tlsFailures.sum(),
                identityMismatches.sum(),
                tlsTurnedAway.sum(),
                tlsReloads.sum());
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

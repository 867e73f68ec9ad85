package org.voxpost.engine.capture;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.voxpost.engine.capture.CaptureStatistics.Texts;
import org.voxpost.engine.capture.CaptureStatistics.Waits;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.Side;

/** Counts what is said in sessions of one kind, and how long who waits. Any thread may use it. */
final class CaptureFigures {

    private final LongAdder opened = new LongAdder();
    private final LongAdder in = new LongAdder();
    private final LongAdder out = new LongAdder();
    private final LongAdder octetsIn = new LongAdder();
    private final LongAdder octetsOut = new LongAdder();
    private final LongAdder incomplete = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder undelivered = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final DelayMeter durable = new DelayMeter(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000);
    private final DelayMeter automated = new DelayMeter(10, 50, 100, 500, 1_000, 2_000, 5_000, 10_000, 30_000);
    private final DelayMeter response =
            new DelayMeter(1_000, 2_000, 5_000, 10_000, 15_000, 20_000, 40_000, 60_000, 120_000, 300_000, 600_000);

    /** A session is on record. */
    void opened() {
        opened.increment();
    }

    /** A fact is on record. */
    void written(Fact fact) {
        switch (fact.kind()) {
            case MESSAGE -> said(fact);
            case INCOMPLETE -> {
                incomplete.increment();
                octetsIn.add(fact.size());
            }
            case DELIVERED -> delivered.increment();
            case UNDELIVERED -> undelivered.increment();
            case SIGNALLING, CALL_STARTED, MEDIA_STARTED, MEDIA_ENDED, NICKNAME, CALL_ENDED, MALFORMED, REFUSED -> {}
        }
    }

    private void said(Fact fact) {
        boolean caller = fact.side() == Side.CALLER;
        (caller ? in : out).increment();
        (caller ? octetsIn : octetsOut).add(fact.size());
    }

    /** A message, or a part of one, was answered. */
    void answered(boolean taken, Duration after) {
        if (taken) {
            durable.took(after);
        } else {
            refused.increment();
        }
    }

    /** The first answer of its kind to a caller. */
    void answeredCaller(boolean byItself, Duration after) {
        (byItself ? automated : response).took(after);
    }

    long sessions() {
        return opened.sum();
    }

    Texts texts() {
        return new Texts(
                in.sum(),
                out.sum(),
                octetsIn.sum(),
                octetsOut.sum(),
                incomplete.sum(),
                delivered.sum(),
                undelivered.sum(),
                refused.sum());
    }

    Waits waits() {
        return new Waits(durable.now(), automated.now(), response.now());
    }
}

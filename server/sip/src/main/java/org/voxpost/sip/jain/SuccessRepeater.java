package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats the 200 to an INVITE until its ACK comes (RFC 3261 §13.3.1.4). */
final class SuccessRepeater {
    private static final Logger LOG = LoggerFactory.getLogger(SuccessRepeater.class);
    private static final int GIVE_UP = 64;
    private static final int SLOWEST = 8;

    private final Leg leg;
    private final ServerTransaction transaction;
    private final SIPResponse success;
    private final Runnable noAck;
    private Core.@Nullable Timer timer;
    private int pause = 1;
    private int passed;
    private boolean stopped;

    private SuccessRepeater(Leg leg, ServerTransaction transaction, SIPResponse success, Runnable noAck) {
        this.leg = leg;
        this.transaction = transaction;
        this.success = success;
        this.noAck = noAck;
    }

    /** Sends the 200 and starts to repeat it; {@code noAck} runs after 64*T1 without {@link #stop}. */
    static SuccessRepeater start(Leg leg, ServerTransaction transaction, SIPResponse success, Runnable noAck) {
        SuccessRepeater repeater = new SuccessRepeater(leg, transaction, success, noAck);
        leg.core.respond(transaction, success);
        repeater.schedule();
        return repeater;
    }

    void stop() {
        stopped = true;
        Core.Timer timer = this.timer;
        if (timer != null) {
            timer.cancel();
        }
    }

    /** The INVITE came again: the 200 was lost. */
    void again() {
        if (!stopped) {
            send();
        }
    }

    private void schedule() {
        Duration delay = leg.core.t1(Math.min(pause, GIVE_UP - passed));
        timer = leg.core.after(delay, leg.lane, this::due);
    }

    private void due() {
        if (stopped) {
            return;
        }
        passed += Math.min(pause, GIVE_UP - passed);
        if (passed >= GIVE_UP) {
            stopped = true;
            noAck.run();
        } else {
            send();
            pause = Math.min(2 * pause, SLOWEST);
            schedule();
        }
    }

    private void send() {
        try {
            leg.core.sender.repeat(transaction, success);
        } catch (SipException failed) {
            LOG.debug("Call {}: the 200 was not repeated: {}", leg.callId(), failed.getMessage());
        }
    }
}

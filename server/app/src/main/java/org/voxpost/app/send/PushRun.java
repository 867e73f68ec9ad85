package org.voxpost.app.send;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.voxpost.engine.lane.Lane;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.sip.SipEndpoint;

/**
 * One push over as many calls as it takes: an attempt that broke off is followed by one for the rest (RFC 5547 §8.1: with an id of its
 * own), and so is a first one that is answered with what the peer has of an earlier push. One for the whole follows where the peer does
 * not take the rest. Belongs to its lane.
 */
final class PushRun {
    /** Attempts for the rest, each of which has to get further than the one before. */
    private static final int MOST_RESUMPTIONS = 10;

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final FilePush push;
    private final PeerPolicy policy;
    private final PushEvents events;
    private final Lane lane;
    private final SipEndpoint sip;
    private final MsrpEndpoint msrp;
    private final String address;
    private final Duration tail;
    private final CompletableFuture<PushOutcome> outcome = new CompletableFuture<>();
    private int resumptions;
    private boolean wholeOnly;

    PushRun(
            FilePush push,
            PeerPolicy policy,
            PushEvents events,
            Lane lane,
            SipEndpoint sip,
            MsrpEndpoint msrp,
            String address,
            Duration tail) {
        this.push = push;
        this.policy = policy;
        this.events = events;
        this.lane = lane;
        this.sip = sip;
        this.msrp = msrp;
        this.address = address;
        this.tail = tail;
    }

    CompletableFuture<PushOutcome> begin() {
        lane.execute(() -> attempt(0));
        return outcome;
    }

    private void attempt(long start) {
        Push attempt = new Push(push, start, policy.resume() && !wholeOnly, policy, events, lane);
        attempt.end().whenComplete((end, _) -> lane.execute(() -> next(start, end)));
        attempt.begin(sip, msrp, address, tail);
    }

    private void next(long start, Push.AttemptEnd end) {
        if (end.outcome() instanceof PushOutcome.Failed(String why)) {
            if (end.restRefused()) {
                wholeOnly = true;
                attempt(0);
                return;
            }
            if (end.alreadyThere() > 0) {
                events.goesOn(end.alreadyThere());
                attempt(end.alreadyThere());
                return;
            }
            boolean further = end.acknowledged() > start && end.acknowledged() < push.bytes();
            if (policy.resume() && end.mayGoOn() && further && resumptions < MOST_RESUMPTIONS) {
                resumptions++;
                events.brokenOff(why, end.acknowledged());
                lane.after(PAUSE, () -> attempt(end.acknowledged()));
                return;
            }
        }
        outcome.complete(end.outcome());
    }
}

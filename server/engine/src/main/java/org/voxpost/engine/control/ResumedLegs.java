package org.voxpost.engine.control;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.journal.OpenOrder;
import org.voxpost.engine.journal.Order;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.lane.Lanes;
import org.voxpost.sip.ResumedCall;
import org.voxpost.sip.SavedCall;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipSyntaxException;

/**
 * Control legs of calls that an earlier run answered and whose application servers did not hang up, as far as is known. A call whose
 * application server did so meanwhile ends with the first event that is sent to it. Any thread may call it.
 */
final class ResumedLegs {

    private static final Logger log = LoggerFactory.getLogger(ResumedLegs.class);

    private final ControlLegs.Shared shared;
    private final Lanes lanes;
    private final Supplier<SipEndpoint> sip;
    private final Consumer<ControlLeg> opened;
    private final Consumer<ControlLeg> gone;
    private final Map<String, Resumed> byConnection = new HashMap<>();

    /** Everything about one call happens on its lane. */
    private record Resumed(ControlLeg leg, Lane lane) {}

    /**
     * @param opened told of each, before anything happens on it
     */
    ResumedLegs(
            ControlLegs.Shared shared,
            Lanes lanes,
            Supplier<SipEndpoint> sip,
            Consumer<ControlLeg> opened,
            Consumer<ControlLeg> gone) {
        this.shared = shared;
        this.lanes = lanes;
        this.sip = sip;
        this.opened = opened;
        this.gone = gone;
    }

    /** Whether the order goes on in its call. */
    synchronized boolean take(OpenOrder open) {
        Optional<Order.StandingCall> call = open.order().call();
        if (call.isEmpty()) {
            return false;
        }
        String dialog = open.order().dialog();
        String connection = dialog.substring(0, dialog.indexOf('/'));
        try {
            Resumed resumed = byConnection.get(connection);
            if (resumed == null) {
                resumed = resume(connection, call.get());
                byConnection.put(connection, resumed);
            }
            ControlLeg leg = resumed.leg();
            resumed.lane().execute(() -> leg.goOn(open));
            return true;
        } catch (SipSyntaxException e) {
            log.error("A call cannot be gone on with: {} {}", connection, e.getMessage());
            return false;
        }
    }

    private Resumed resume(String connection, Order.StandingCall call) {
        String tag = connection.substring(connection.indexOf(':') + 1);
        SavedCall saved = new SavedCall(call.invite(), tag, call.since());
        Lane lane = lanes.lane();
        UndecidedCall heard = new UndecidedCall();
        ResumedCall resumed = sip.get().resume(saved, lane, heard);
        ControlLeg leg = ControlLeg.of(resumed, saved, shared, lane, this::left);
        lane.execute(() -> {
            heard.decided(leg);
            leg.resumed();
        });
        opened.accept(leg);
        return new Resumed(leg, lane);
    }

    private synchronized void left(ControlLeg leg) {
        byConnection.values().removeIf(resumed -> resumed.leg().equals(leg));
        gone.accept(leg);
    }
}

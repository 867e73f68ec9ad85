package org.voxpost.engine.control;

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
import org.voxpost.sip.SavedCall;
import org.voxpost.sip.SipEndpoint;

/**
 * Control legs of calls that an earlier run answered and whose application servers did not hang up, as far as is known. A call whose
 * application server did so meanwhile ends with the first event that is sent to it. Called by the thread of the journal.
 */
final class ResumedLegs {

    private static final Logger log = LoggerFactory.getLogger(ResumedLegs.class);

    private final ControlLegs.Shared shared;
    private final Lanes lanes;
    private final Supplier<SipEndpoint> sip;
    private final Map<String, ControlLeg> legs;
    private final Consumer<ControlLeg> gone;

    /**
     * @param legs all that stand, by connection; those that are resumed come to them
     */
    ResumedLegs(
            ControlLegs.Shared shared,
            Lanes lanes,
            Supplier<SipEndpoint> sip,
            Map<String, ControlLeg> legs,
            Consumer<ControlLeg> gone) {
        this.shared = shared;
        this.lanes = lanes;
        this.sip = sip;
        this.legs = legs;
        this.gone = gone;
    }

    /** The leg of an order's call; the call is resumed where it is not there. */
    Optional<ControlLeg> of(OpenOrder open) {
        Optional<ControlLeg> standing = standing(open);
        return standing.isPresent() ? standing : open.order().call().flatMap(call -> resume(open, call));
    }

    /** The leg of an order's call where it is there. An order that is tried once more has no call, whatever became of the old one's. */
    Optional<ControlLeg> standing(OpenOrder open) {
        return open.order().call().flatMap(_ -> Optional.ofNullable(legs.get(connection(open))));
    }

    private Optional<ControlLeg> resume(OpenOrder open, Order.StandingCall call) {
        String connection = connection(open);
        String tag = connection.substring(connection.indexOf(':') + 1);
        SavedCall saved = new SavedCall(call.invite(), tag, call.since());
        Lane lane = lanes.lane();
        try {
            sip.get().resume(saved, lane, resumed -> {
                ControlLeg leg = ControlLeg.of(resumed, saved, shared, lane, gone);
                legs.put(connection, leg);
                leg.resumedSoon();
                return leg;
            });
        } catch (RuntimeException | Error e) {
            log.error("A call cannot be gone on with: {} {}", connection, e.getMessage());
        }
        return standing(open);
    }

    private static String connection(OpenOrder open) {
        String dialog = open.order().dialog();
        int slash = dialog.indexOf('/');
        return slash < 0 ? dialog : dialog.substring(0, slash);
    }
}

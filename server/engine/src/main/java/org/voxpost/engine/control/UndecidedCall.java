package org.voxpost.engine.control;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.sip.Body;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.InfoExchange;
import org.voxpost.sip.OfferExchange;

/** A call whose caller is still being looked up. Before the decision nothing can happen to it but its end. */
final class UndecidedCall implements CallEvents {

    private @Nullable CallEvents owner;
    private boolean over;

    /** False when the caller gave up before. */
    boolean stands() {
        return !over;
    }

    void decided(CallEvents owner) {
        this.owner = owner;
    }

    @Override
    public void confirmed(Optional<Body> body) {
        if (owner != null) {
            owner.confirmed(body);
        }
    }

    @Override
    public void offered(OfferExchange exchange) {
        if (owner == null) {
            CallEvents.super.offered(exchange);
        } else {
            owner.offered(exchange);
        }
    }

    @Override
    public void info(InfoExchange exchange) {
        if (owner == null) {
            CallEvents.super.info(exchange);
        } else {
            owner.info(exchange);
        }
    }

    @Override
    public void ended(CallEnd end) {
        over = true;
        if (owner != null) {
            owner.ended(end);
        }
    }
}

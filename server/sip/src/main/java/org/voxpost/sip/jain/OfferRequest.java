package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.voxpost.sip.Body;
import org.voxpost.sip.OfferOutcome;

/** A re-INVITE of ours with an offer (RFC 3261 §14.1). */
final class OfferRequest implements RequestQueue.InDialogRequest {
    private final Leg leg;
    private final Body sdp;
    private final CompletableFuture<OfferOutcome> outcome;
    private boolean again;

    OfferRequest(Leg leg, Body sdp, CompletableFuture<OfferOutcome> outcome) {
        this.leg = leg;
        this.sdp = sdp;
        this.outcome = outcome;
    }

    @Override
    public String method() {
        return "INVITE";
    }

    @Override
    public boolean offers() {
        return true;
    }

    @Override
    public void fill(SIPRequest request) {
        leg.session.ask(request);
        Messages.body(request, sdp);
    }

    @Override
    public void answered(SIPResponse response, SIPRequest sent, Credited credited) {
        int status = response.getStatusCode();
        if (status < 300) {
            leg.acknowledge(sent.getCSeq().getSeqNumber(), credited);
            leg.session.refreshed(response);
            leg.offers.sessionIs(sdp);
            outcome.complete(new OfferOutcome.Accepted(Messages.body(response)));
        } else if (status == 491 && !again) {
            again = true;
            leg.core.after(pause(), leg.lane, () -> leg.requests.add(this));
        } else {
            outcome.complete(new OfferOutcome.Refused(status, Messages.clean(response.getReasonPhrase())));
        }
    }

    @Override
    public void failed(Sender.Failure failure) {
        outcome.complete(new OfferOutcome.Refused(408, "No answer"));
    }

    @Override
    public void over() {
        outcome.complete(new OfferOutcome.CallOver());
    }

    /** RFC 3261 §14.1: the owner of the Call-ID waits 2.1 to 4 s, the other side up to 2 s. */
    private Duration pause() {
        int unit = 10;
        return switch (leg) {
            case OutgoingLeg ours -> Duration.ofMillis(2100 + unit * leg.core.ids.below(190));
            case IncomingLeg _, ResumedLeg _ -> Duration.ofMillis(unit * leg.core.ids.below(200));
        };
    }
}

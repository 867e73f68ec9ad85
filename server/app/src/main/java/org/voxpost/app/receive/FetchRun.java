package org.voxpost.app.receive;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.voxpost.engine.lane.Lane;
import org.voxpost.media.Inbox;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.sdp.FileSelector;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipUri;

/**
 * One file asked for over as many calls as it takes. The first answer says which file it is; when a part of that is here, of this run or
 * an earlier one, another call asks for the rest (RFC 5547 §8.1: with an id of its own), and for the whole where the peer does not give
 * the rest. Belongs to its lane.
 */
final class FetchRun {
    /** Attempts for the rest, each of which has to get further than the one before. */
    private static final int MOST_RESUMPTIONS = 10;

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ReceiveTerms terms;
    private final Inbox inbox;
    private final Transfers transfers;
    private final SipEndpoint sip;
    private final MsrpEndpoint msrp;
    private final SipUri from;
    private final SipUri to;
    private final FileSelector asked;
    private final ReceiveEvents events;
    private final Lane lane;
    private final CompletableFuture<FetchOutcome> outcome = new CompletableFuture<>();
    private int resumptions;
    private boolean wholeOnly;

    FetchRun(
            ReceiveTerms terms,
            Inbox inbox,
            Transfers transfers,
            SipEndpoint sip,
            MsrpEndpoint msrp,
            SipUri from,
            SipUri to,
            FileSelector asked,
            ReceiveEvents events,
            Lane lane) {
        this.terms = terms;
        this.inbox = inbox;
        this.transfers = transfers;
        this.sip = sip;
        this.msrp = msrp;
        this.from = from;
        this.to = to;
        this.asked = asked;
        this.events = events;
        this.lane = lane;
    }

    CompletableFuture<FetchOutcome> begin() {
        lane.execute(() -> attempt(asked, 0));
        return outcome;
    }

    private void attempt(FileSelector wanted, long start) {
        boolean goingOn = terms.policy().resume() && !wholeOnly;
        FetchingCall call = new FetchingCall(
                terms, inbox, transfers, to.user() + "@" + to.host(), wanted, start, goingOn, events, lane);
        call.end().whenComplete((end, _) -> lane.execute(() -> next(start, end)));
        call.begin(sip, msrp, from, to);
    }

    private void next(long start, FetchingCall.AttemptEnd end) {
        switch (end) {
            case FetchingCall.AttemptEnd.Over(FetchOutcome reached) -> outcome.complete(reached);
            case FetchingCall.AttemptEnd.PartIsHere(FileSelector file, long bytes) -> {
                events.goesOn(file.name().orElse(""), bytes);
                attempt(file, bytes);
            }
            case FetchingCall.AttemptEnd.RestRefused() -> {
                wholeOnly = true;
                attempt(asked, 0);
            }
            case FetchingCall.AttemptEnd.BrokenOff(FileSelector file, long bytes, String why) -> {
                if (bytes > start && resumptions < MOST_RESUMPTIONS) {
                    resumptions++;
                    events.goesOn(file.name().orElse(""), bytes);
                    lane.after(PAUSE, () -> attempt(file, bytes));
                } else {
                    outcome.complete(new FetchOutcome.Failed(why));
                }
            }
        }
    }
}

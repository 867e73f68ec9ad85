package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.concurrent.CompletableFuture;
import org.voxpost.sip.Body;
import org.voxpost.sip.InfoOutcome;
import org.voxpost.sip.SipHeaders;

/** An INFO of ours (RFC 6086, as RFC 2976 used it: without a package). */
record InfoRequest(Body body, SipHeaders headers, CompletableFuture<InfoOutcome> outcome)
        implements RequestQueue.InDialogRequest {

    @Override
    public String method() {
        return "INFO";
    }

    @Override
    public void fill(SIPRequest request) {
        Messages.add(request, headers);
        Messages.body(request, body);
    }

    @Override
    public void answered(SIPResponse response, SIPRequest sent, Credited credited) {
        outcome.complete(new InfoOutcome.Answered(
                response.getStatusCode(), Messages.clean(response.getReasonPhrase()), Messages.body(response)));
    }

    @Override
    public void failed(Sender.Failure failure) {
        outcome.complete(
                switch (failure) {
                    case TIMED_OUT -> new InfoOutcome.TimedOut();
                    case TRANSPORT -> new InfoOutcome.NotSent("the peer cannot be reached");
                });
    }

    @Override
    public void over() {
        outcome.complete(new InfoOutcome.CallOver());
    }
}

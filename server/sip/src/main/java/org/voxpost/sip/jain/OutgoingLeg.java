package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.sip.SipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.Invitation;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.SipDeviation;
import org.voxpost.sip.SipUri;

/** A call that we make: the client side of its INVITE (RFC 3261 §13.2). */
final class OutgoingLeg extends Leg implements OutgoingCall {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingLeg.class);
    private static final int GIVE_UP = 64;

    private final Invitation invitation;
    private final InviteDraft draft;
    private boolean givenUp;
    private boolean established;
    private @Nullable SIPRequest invite;
    private @Nullable SIPClientTransaction transaction;
    private boolean provisional;
    private @Nullable Target sentTo;
    private Core.@Nullable Timer deadline;

    OutgoingLeg(Core core, Executor lane, Invitation invitation) {
        super(core, lane, core.ids.callId(core.local.host()), core.ids.tag());
        this.invitation = invitation;
        this.draft = new InviteDraft(core, invitation, callId(), localTag());
    }

    /** First task on the lane. */
    void begin(CallEvents events) {
        events(events);
        deadline = core.after(invitation.answerDeadline(), lane, this::deadline);
        attempt();
    }

    @Override
    public Invitation invitation() {
        return invitation;
    }

    @Override
    public SipUri localUri() {
        return invitation.from();
    }

    @Override
    public SipUri remoteUri() {
        return invitation.to();
    }

    @Override
    void hangUpNow(String reason, CallEnd end) {
        if (established) {
            Bye.send(this, reason);
            end(end);
        } else {
            cancel(end instanceof CallEnd.LocalBye ? new CallEnd.Cancelled() : end);
        }
    }

    @Override
    void acknowledged(SIPRequest ack) {
        offers.acknowledged(ack);
    }

    @Override
    void repeatAnswer() {
        offers.repeated();
    }

    @Override
    void released() {
        if (deadline != null) {
            deadline.cancel();
        }
        if (!givenUp) {
            core.calls.remove(this);
        }
    }

    @Override
    void closed() {
        super.closed();
        core.calls.remove(this);
    }

    /** A 2xx to an INVITE of ours that no transaction wants any more: repeated, late or from another fork. */
    void strayed(SIPResponse success) {
        if (established && tag(success).equals(remoteTag())) {
            acknowledgeAgain();
        } else if (invite != null && sentTo != null) {
            SIPRequest request = invite;
            Target target = sentTo;
            Fork.hangUp(this, () -> dialog(request, success, target), success, draft.credited());
        }
    }

    private void deadline() {
        if (!established && !over()) {
            cancel(new CallEnd.NoAnswer(invitation.answerDeadline()));
        }
    }

    /** RFC 3261 §9.1: a CANCEL waits for a provisional response. The call is over at once, whatever still comes. */
    private void cancel(CallEnd end) {
        givenUp = true;
        if (provisional) {
            sendCancel();
        }
        core.after(core.t1(GIVE_UP), lane, () -> core.calls.remove(this));
        end(end);
    }

    private void attempt() {
        provisional = false;
        SipUri next = draft.next();
        boolean open = next.parameter("transport").isEmpty();
        hops.find(next, draft.transport(), hop -> {
            if (givenUp || over()) {
                return;
            }
            if (hop == null) {
                end(new CallEnd.Unreachable("unknown host " + next.host()));
            } else {
                sendInvite(hop, open);
            }
        });
    }

    private void sendInvite(Target hop, boolean mayChoose) {
        draft.advance();
        SIPRequest request = draft.written(hop.getTransport());
        int threshold = core.configuration.streamThreshold();
        if (mayChoose
                && threshold > 0
                && hop.getTransport().equals(Transports.UDP)
                && request.encode().length() > threshold) {
            // RFC 3261 §18.1.1: too long for a datagram; back to UDP when there is no TCP at the other end.
            Target stream = hop.over(Transports.TCP);
            connectAndSend(draft.written(Transports.TCP), stream, _ -> send(request, hop));
        } else if (Transports.reliable(hop.transport())) {
            connectAndSend(
                    request,
                    hop,
                    why -> end(new CallEnd.Unreachable("no connection to " + hop + ": " + Messages.clean(why))));
        } else {
            send(request, hop);
        }
    }

    /** Connecting blocks, so it is not done on the lane. */
    private void connectAndSend(SIPRequest request, Target hop, Consumer<String> refused) {
        Attempt attempt = new Attempt(request, hop);
        Thread.startVirtualThread(() -> {
            try {
                SIPClientTransaction sent = core.sender.send(request, hop, lane, attempt);
                Core.run(lane, () -> sent(request, sent, hop));
            } catch (SipException unsent) {
                Core.run(lane, () -> {
                    if (!over()) {
                        refused.accept(String.valueOf(unsent.getMessage()));
                    }
                });
            }
        });
    }

    private void send(SIPRequest request, Target hop) {
        try {
            sent(request, core.sender.send(request, hop, lane, new Attempt(request, hop)), hop);
        } catch (SipException unsent) {
            end(new CallEnd.Unreachable(Messages.clean(String.valueOf(unsent.getMessage()))));
        }
    }

    private void sent(SIPRequest request, SIPClientTransaction transaction, Target target) {
        this.invite = request;
        this.transaction = transaction;
        this.sentTo = target;
    }

    private Dialog dialog(SIPRequest request, SIPResponse success, Target target) {
        return Dialog.ofCaller(
                request,
                success,
                invitation.from().user(),
                draft.way(target.transport()),
                core.stack.secureConnection(target));
    }

    private final class Attempt implements Sender.Answers {
        private final SIPRequest request;
        private final Target target;

        Attempt(SIPRequest request, Target target) {
            this.request = request;
            this.target = target;
        }

        @Override
        public void response(SIPResponse response) {
            int status = response.getStatusCode();
            if (status < 200) {
                progress(response);
            } else if (status < 300) {
                success(request, response, target);
            } else if (givenUp) {
                core.calls.remove(OutgoingLeg.this);
            } else if (!over()) {
                refused(request, response);
            }
        }

        @Override
        public void failed(Sender.Failure failure) {
            if (!over()) {
                end(new CallEnd.Unreachable(
                        switch (failure) {
                            case TIMED_OUT ->
                                "no response from " + draft.target().host();
                            case TRANSPORT ->
                                "the connection to " + draft.target().host() + " failed";
                        }));
            }
        }
    }

    private void progress(SIPResponse response) {
        boolean first = !provisional;
        provisional = true;
        if (givenUp) {
            if (first) {
                sendCancel();
            }
        } else if (response.getStatusCode() > 100) {
            tell(events -> events.provisional(response.getStatusCode(), Messages.clean(response.getReasonPhrase())));
        }
    }

    private void success(SIPRequest request, SIPResponse response, Target target) {
        if (established || givenUp || over()) {
            strayed(response);
            return;
        }
        try {
            established(dialog(request, response, target));
        } catch (org.voxpost.sip.SipSyntaxException unusable) {
            end(new CallEnd.Refused(500, "The Contact of the 200 is no SIP URI", Optional.empty(), Optional.empty()));
            return;
        }
        established = true;
        if (response.getContactHeader() == null) {
            core.counters.tolerated(SipDeviation.NO_CONTACT);
        }
        if (deadline != null) {
            deadline.cancel();
        }
        session.peerAllows(response);
        acknowledge(request.getCSeq().getSeqNumber(), draft.credited());
        offers.sessionIs(invitation.offer());
        session.agreed(Session.ofAnswer(response, core.configuration.sessionTimer()));
        tell(events -> events.answered(Messages.body(response)));
        requests.open();
    }

    private void refused(SIPRequest request, SIPResponse response) {
        if (draft.changed(request, response)) {
            attempt();
        } else {
            end(new CallEnd.Refused(
                    response.getStatusCode(),
                    Messages.clean(response.getReasonPhrase()),
                    Retries.after(response),
                    Messages.first(response, "Warning")));
        }
    }

    private void sendCancel() {
        if (transaction == null || sentTo == null) {
            return;
        }
        try {
            SIPRequest cancel = (SIPRequest) transaction.createCancel();
            core.sender.send(cancel, sentTo, lane, Sender.Answers.UNHEARD);
        } catch (SipException | RuntimeException failed) {
            LOG.debug("Call {}: the CANCEL was not sent: {}", callId(), failed.getMessage());
        }
    }

    private static String tag(SIPResponse response) {
        String tag = response.getToTag();
        return tag == null ? "" : tag;
    }
}

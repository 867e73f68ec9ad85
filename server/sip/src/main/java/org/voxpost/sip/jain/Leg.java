package org.voxpost.sip.jain;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.Body;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.CallUri;
import org.voxpost.sip.InfoOutcome;
import org.voxpost.sip.OfferOutcome;
import org.voxpost.sip.SipHeaders;

/** What both kinds of call have in common: a dialog, its requests in both directions, and exactly one end. */
abstract sealed class Leg permits IncomingLeg, OutgoingLeg, ResumedLeg {
    private static final Logger LOG = LoggerFactory.getLogger(Leg.class);

    final Core core;
    final Executor lane;
    final NextHops hops;
    final RequestQueue requests;
    final OfferServer offers;
    final InfoServer infos;
    final SessionKeeper session;

    private final String callId;
    private final String localTag;
    private @Nullable Dialog dialog;
    private @Nullable CallEvents events;
    private @Nullable CallEnd end;
    private volatile String remoteTag = "";
    private volatile long acknowledged = -1;
    private volatile long succeeded = -1;
    private @Nullable SIPRequest lastAck;
    private @Nullable Target lastAckHop;

    Leg(Core core, Executor lane, String callId, String localTag) {
        this.core = core;
        this.lane = new GuardedLane(lane, this::broken);
        this.callId = callId;
        this.localTag = localTag;
        this.hops = new NextHops(this.lane, () -> core.lanes.waits(lane));
        this.requests = new RequestQueue(this);
        this.offers = new OfferServer(this);
        this.infos = new InfoServer(this);
        this.session = new SessionKeeper(this);
    }

    public String callId() {
        return callId;
    }

    public String localTag() {
        return localTag;
    }

    public String remoteTag() {
        return remoteTag;
    }

    public abstract CallUri localUri();

    public abstract CallUri remoteUri();

    public CompletionStage<InfoOutcome> info(Body body, SipHeaders headers) {
        CompletableFuture<InfoOutcome> outcome = new CompletableFuture<>();
        SipHeaders extra = headers.extra();
        Core.run(lane, () -> requests.add(new InfoRequest(body, extra, outcome)));
        return outcome;
    }

    public CompletionStage<OfferOutcome> offer(Body sdp) {
        CompletableFuture<OfferOutcome> outcome = new CompletableFuture<>();
        Core.run(lane, () -> requests.add(new OfferRequest(this, sdp, outcome)));
        return outcome;
    }

    public void refreshWithoutOffers() {
        Core.run(lane, session::withoutOffers);
    }

    public void hangUp(String reason) {
        String clean = Messages.clean(reason);
        Core.run(lane, () -> {
            if (!over()) {
                hangUpNow(clean, new CallEnd.LocalBye());
            }
        });
    }

    /** Ends the call from our side, with what its state asks for, and tells {@code end} where the call was established. */
    abstract void hangUpNow(String reason, CallEnd end);

    /** An ACK of a 2xx of ours. */
    abstract void acknowledged(SIPRequest ack);

    /** An INVITE that has its 2xx came again. */
    abstract void repeatAnswer();

    /** The endpoint closes: no signalling any more. */
    void closed() {
        end(new CallEnd.EndpointClosed());
    }

    boolean over() {
        return end != null;
    }

    void events(CallEvents events) {
        this.events = events;
        if (end != null) {
            tellEnd(events, end);
        }
    }

    /** Tells the owner something; its exceptions end the call. */
    void tell(Consumer<CallEvents> event) {
        CallEvents events = this.events;
        if (events == null || over()) {
            return;
        }
        try {
            event.accept(events);
        } catch (RuntimeException | Error bug) {
            LOG.error("Call {}: the owner of the call failed on an event; the call is ended.", callId, bug);
            giveUp(new CallEnd.Failed(String.valueOf(bug.getMessage())));
        }
    }

    /** A step of the call failed by a mistake of ours. */
    private void broken(Throwable bug) {
        LOG.error("Call {}: a step of the call failed; the call is ended.", callId, bug);
        giveUp(new CallEnd.Failed("the call could not be handled: " + bug.getMessage()));
    }

    /** Ends the call even if its signalling cannot be finished. */
    private void giveUp(CallEnd.Failed failed) {
        try {
            if (!over()) {
                hangUpNow("", failed);
            }
        } catch (RuntimeException | Error bug) {
            LOG.error("Call {}: the peer could not be told that the call is ended.", callId, bug);
        }
        end(failed);
    }

    /** The call is over; only the first end counts. */
    void end(CallEnd end) {
        if (this.end != null) {
            return;
        }
        this.end = end;
        session.stop();
        offers.drop();
        infos.drop();
        requests.drop();
        released();
        CallEvents events = this.events;
        if (events != null) {
            tellEnd(events, end);
        }
    }

    /** The end was decided: forget what is not needed to finish signalling. */
    abstract void released();

    private void tellEnd(CallEvents events, CallEnd end) {
        try {
            events.ended(end);
        } catch (RuntimeException | Error bug) {
            LOG.error("Call {}: the owner of the call failed on its end.", callId, bug);
        }
    }

    /** RFC 3261 §12.2.1.2: the peer answered 481 or 408 in the dialog, or not at all. */
    void lost(int status) {
        if (over()) {
            return;
        }
        if (status != 481) {
            Bye.send(this, "");
        }
        end(new CallEnd.PeerLost(status));
    }

    void established(Dialog dialog) {
        this.dialog = dialog;
        this.remoteTag = dialog.remoteTag();
    }

    Dialog dialog() {
        if (dialog == null) {
            throw new IllegalStateException("no dialog yet");
        }
        return dialog;
    }

    boolean hasDialog() {
        return dialog != null;
    }

    /** A request that names our tag. */
    void received(SIPRequest request, ServerTransaction transaction) {
        String from = request.getFrom().getTag();
        if (over() || dialog == null || !dialog.remoteTag().equals(from == null ? "" : from)) {
            core.respond(transaction, request, 481, "", "");
        } else if (!dialog.inOrder(request.getCSeq().getSeqNumber())) {
            core.respond(transaction, request, 500, "Request out of order", "");
        } else {
            dialog.cameOver(ReceivedNotes.channel(request));
            switch (request.getMethod()) {
                case "BYE" -> Bye.received(this, request, transaction);
                case "INFO" -> infos.received(request, transaction);
                case "INVITE", "UPDATE" -> offers.received(request, transaction);
                case "OPTIONS" -> Options.answer(core, request, transaction);
                default -> core.respond(transaction, request, 405, "", "");
            }
        }
    }

    /** A request in the dialog, ready but for its body. */
    SIPRequest request(String method, long sequence, Target hop) {
        Dialog dialog = dialog();
        SIPRequest request = dialog.request(method);
        Via via = core.local.via(hop.getTransport());
        request.setHeader(via);
        core.messages.finish(request, sequence, method);
        if (!method.equals("ACK")) {
            if (!method.equals("BYE")) {
                request.setHeader(core.local.contact(dialog.localUser(), dialog.way()));
            }
            Messages.allow(request);
            Messages.set(request, "Supported", "timer");
        }
        return request;
    }

    /** The sequence number of the last INVITE of ours whose 200 was acknowledged; -1 for none. Any thread. */
    long acknowledgedInvite() {
        return acknowledged;
    }

    /** The sequence number of the last INVITE of the peer that got a 2xx; -1 for none. Any thread. */
    long succeededInvite() {
        return succeeded;
    }

    void succeeded(SIPRequest invite) {
        succeeded = invite.getCSeq().getSeqNumber();
    }

    /** Acknowledges a 2xx to an INVITE of ours (RFC 3261 §13.2.2.4). */
    void acknowledge(long sequence, Credited credited) {
        Dialog dialog = dialog();
        hops.find(dialog, hop -> {
            if (hop != null) {
                SIPRequest ack = request("ACK", sequence, hop);
                credited.write(ack);
                lastAck = ack;
                lastAckHop = hop;
                acknowledged = sequence;
                acknowledgeAgain();
            }
        });
    }

    /** The 200 came again, so the ACK was lost. */
    void acknowledgeAgain() {
        if (lastAck != null && lastAckHop != null) {
            try {
                core.sender.sendAck(lastAck, lastAckHop);
            } catch (SipException failed) {
                LOG.debug("Call {}: the ACK was not sent: {}", callId, failed.getMessage());
            }
        }
    }

    /** A 200 of ours with what all of them have: Contact, session timer, Allow. */
    SIPResponse success(SIPRequest request, String user, Way way, Optional<Session> session) {
        SIPResponse response = core.messages.response(request, 200, "", localTag);
        response.setHeader(core.local.contact(user, way));
        session.ifPresent(agreed -> agreed.write(response));
        Messages.allow(response);
        Messages.set(response, "Supported", "timer");
        return response;
    }
}

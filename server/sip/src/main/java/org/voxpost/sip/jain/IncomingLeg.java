package org.voxpost.sip.jain;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.sip.ServerTransaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.Body;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.CallUri;
import org.voxpost.sip.IncomingCall;
import org.voxpost.sip.SavedCall;
import org.voxpost.sip.SipHeaders;
import org.voxpost.sip.jain.CallTable.InviteKey;

/** A call that came in: the server side of its INVITE (RFC 3261 §13.3). */
final class IncomingLeg extends Leg implements IncomingCall {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingLeg.class);

    private final SIPRequest invite;
    private final ServerTransaction transaction;
    private final InviteKey key;
    private final String peer;
    private final Way way;
    private final CallUri requestUri;
    private final CallUri localUri;
    private final CallUri remoteUri;
    private volatile byte @Nullable [] received;
    private final Instant since = Instant.now();
    private boolean answered;
    private boolean ringing;
    private boolean silent;
    private Core.@Nullable Timer silence;
    private @Nullable SuccessRepeater repeater;
    private @Nullable String byeAfterAck;

    /**
     * @throws org.voxpost.sip.SipSyntaxException when an address of the INVITE cannot be used
     */
    IncomingLeg(Core core, Executor lane, SIPRequest invite, ServerTransaction transaction, String peer) {
        super(core, lane, invite.getCallId().getCallId(), core.ids.tag());
        this.invite = invite;
        this.transaction = transaction;
        this.key = key(invite);
        this.peer = peer;
        this.way = Way.of(invite);
        this.requestUri = Uris.any(invite.getRequestURI());
        this.localUri = Uris.any(invite.getTo().getAddress().getURI());
        this.remoteUri = Uris.any(invite.getFrom().getAddress().getURI());
        established(Dialog.ofCallee(invite, localTag(), Uris.user(requestUri), way));
        session.peerAllows(invite);
        this.received = ReceivedNotes.taken(invite);
    }

    static InviteKey key(SIPRequest invite) {
        String tag = invite.getFrom().getTag();
        return new InviteKey(
                invite.getCallId().getCallId(),
                tag == null ? "" : tag,
                invite.getCSeq().getSeqNumber());
    }

    InviteKey key() {
        return key;
    }

    /** The branch as the caller wrote it. */
    String branch() {
        String branch = invite.getTopmostVia().getParameter(Via.BRANCH);
        return branch == null ? "" : branch;
    }

    /** The same INVITE on the same way, so a repetition; otherwise it came on two ways (RFC 3261 §8.2.2.2). */
    boolean repeats(SIPRequest other) {
        return invite.getTopmostVia().getBranch().equals(other.getTopmostVia().getBranch());
    }

    /** First task on the lane. */
    void begin() {
        CallEvents events;
        try {
            events = core.handler.incoming(this);
        } catch (RuntimeException | Error bug) {
            LOG.error("Call {}: the handler of calls failed; the call is refused.", callId(), bug);
            refuse(500, "", SipHeaders.none());
            return;
        }
        events(events);
    }

    @Override
    public CallUri localUri() {
        return localUri;
    }

    @Override
    public CallUri remoteUri() {
        return remoteUri;
    }

    @Override
    public CallUri requestUri() {
        return requestUri;
    }

    @Override
    public SipHeaders headers() {
        return Messages.headers(invite);
    }

    @Override
    public Optional<Body> body() {
        return Messages.body(invite);
    }

    @Override
    public ByteBuffer received() {
        byte[] octets = received;
        if (octets == null) {
            throw new IllegalStateException("the INVITE of a call that is answered or over is not kept");
        }
        return ByteBuffer.wrap(octets).asReadOnlyBuffer();
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public SavedCall saved() {
        return new SavedCall(ResumedLeg.image(invite), localTag(), since);
    }

    @Override
    public void ringing() {
        Core.run(lane, () -> {
            ringing = true;
            if (!answered && !over() && !silent) {
                provisional(180);
            }
        });
    }

    @Override
    public void answer(Body sdp, SipHeaders headers) {
        SipHeaders extra = headers.extra();
        Core.run(lane, () -> {
            if (!answered && !over()) {
                accept(sdp, extra);
            }
        });
    }

    @Override
    public void reject(int status, String reason, SipHeaders headers) {
        if (status < 300 || status > 699) {
            throw new IllegalArgumentException("not a refusal: " + status);
        }
        SipHeaders extra = headers.extra();
        Core.run(lane, () -> refuse(status, Messages.clean(reason), extra));
    }

    /**
     * 100 before anything else, with what XMS puts there; or nothing yet, when a final answer may be quick (RFC 3261 §17.2.1). Called
     * once, by the thread that received the INVITE.
     */
    void trying() {
        if (core.configuration.provisionalAfter().isZero()) {
            provisional(100);
        } else {
            silent = true;
            silence = core.after(core.configuration.provisionalAfter(), lane, this::breakSilence);
        }
    }

    private void breakSilence() {
        silent = false;
        if (!answered && !over()) {
            provisional(ringing ? 180 : 100);
        }
    }

    /** The final answer goes out. */
    private void decided() {
        answered = true;
        received = null;
        if (silence != null) {
            silence.cancel();
        }
    }

    /** RFC 3261 §9.2. */
    void cancelled() {
        if (!answered && !over()) {
            decided();
            core.respond(transaction, invite, 487, "", localTag());
            end(new CallEnd.Cancelled());
        }
    }

    @Override
    void repeatAnswer() {
        if (repeater != null) {
            repeater.again();
        } else {
            offers.repeated();
        }
    }

    @Override
    void acknowledged(SIPRequest ack) {
        if (repeater == null || ack.getCSeq().getSeqNumber() != invite.getCSeq().getSeqNumber()) {
            offers.acknowledged(ack);
            return;
        }
        repeater.stop();
        repeater = null;
        if (byeAfterAck != null) {
            Bye.send(this, byeAfterAck);
            forget();
        } else {
            tell(events -> events.confirmed(Messages.body(ack)));
            requests.open();
        }
    }

    @Override
    void hangUpNow(String reason, CallEnd end) {
        if (!answered) {
            refuse(end instanceof CallEnd.Failed ? 500 : 603, "", SipHeaders.none());
        } else if (repeater != null) {
            // RFC 3261 §15: no BYE before the ACK, or before the 200 was given up.
            byeAfterAck = reason;
            end(end);
        } else {
            Bye.send(this, reason);
            end(end);
        }
    }

    @Override
    void closed() {
        if (repeater != null) {
            repeater.stop();
            repeater = null;
        }
        super.closed();
        forget();
    }

    @Override
    void released() {
        received = null;
        core.calls.remove(key, this);
        if (repeater == null || byeAfterAck == null) {
            if (repeater != null) {
                repeater.stop();
                repeater = null;
            }
            forget();
        }
    }

    private void forget() {
        core.calls.remove(key, this);
        core.calls.remove(this);
    }

    private void accept(Body sdp, SipHeaders headers) {
        Optional<Session> agreed = Session.ofRequest(invite, core.configuration.sessionTimer());
        SIPResponse success = success(invite, Uris.user(requestUri), way, agreed);
        Messages.add(success, headers);
        Messages.body(success, sdp);
        decided();
        offers.sessionIs(sdp);
        succeeded(invite);
        repeater = SuccessRepeater.start(this, transaction, success, this::noAck);
        session.agreed(agreed);
    }

    private void noAck() {
        repeater = null;
        Bye.send(this, "");
        if (byeAfterAck == null) {
            end(new CallEnd.NoAck());
        } else {
            forget();
        }
    }

    private void refuse(int status, String reason, SipHeaders headers) {
        if (answered || over()) {
            return;
        }
        decided();
        SIPResponse response = core.messages.response(invite, status, reason, localTag());
        Messages.allow(response);
        Messages.add(response, headers);
        core.respond(transaction, response);
        end(new CallEnd.Rejected(status));
    }

    private void provisional(int status) {
        SIPResponse response = core.messages.response(invite, status, "", status == 100 ? "" : localTag());
        response.setHeader(core.local.contact(Uris.user(requestUri), way));
        Messages.allow(response);
        core.respond(transaction, response);
    }
}

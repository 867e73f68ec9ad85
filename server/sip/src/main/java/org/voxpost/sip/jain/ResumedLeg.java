package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.nio.ByteBuffer;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.CallUri;
import org.voxpost.sip.ResumedCall;
import org.voxpost.sip.SavedCall;
import org.voxpost.sip.SipHeaders;
import org.voxpost.sip.SipSyntaxException;

/**
 * A call that an earlier process answered. Its dialog begins anew from the INVITE: a target that was refreshed since is not known, and
 * the peer learns nothing of the change.
 */
final class ResumedLeg extends Leg implements ResumedCall {

    /** Far more requests than a process sends in a dialog: so its numbers stay below those of the next, and below 2^31 for months. */
    private static final int REQUESTS_PER_SECOND = 100;

    /** RFC 3261 §8.1.1.5: numbers end at 2^31, and there has to be room for the rest of the call. */
    private static final long HIGHEST = Integer.MAX_VALUE - 10_000_000L;

    private final SIPRequest invite;
    private final CallUri localUri;
    private final CallUri remoteUri;

    private ResumedLeg(Core core, Executor lane, SIPRequest invite, SavedCall saved) {
        super(core, lane, invite.getCallId().getCallId(), saved.localTag());
        this.invite = invite;
        this.localUri = Uris.any(invite.getTo().getAddress().getURI());
        this.remoteUri = Uris.any(invite.getFrom().getAddress().getURI());
        String user = Uris.user(Uris.any(invite.getRequestURI()));
        established(Dialog.ofCallee(invite, saved.localTag(), user, Way.of(invite), firstSequence(saved.since())));
        session.peerAllows(invite);
        session.withoutOffers();
    }

    /**
     * Its first task is still to come: {@link #begin}.
     *
     * @throws SipSyntaxException when the INVITE cannot be read
     */
    static ResumedLeg of(Core core, Executor lane, SavedCall saved) {
        return new ResumedLeg(core, lane, parse(saved.invite()), saved);
    }

    private static long firstSequence(Instant since) {
        long age = Math.max(0, Duration.between(since, Instant.now()).toSeconds());
        return Math.min(10_000 + age * REQUESTS_PER_SECOND, HIGHEST);
    }

    private static SIPRequest parse(ByteBuffer octets) {
        byte[] text = new byte[octets.remaining()];
        octets.duplicate().get(text);
        try {
            SIPMessage message = new TolerantParser(new Counters())
                    .parseSIPMessage(
                            text, false, false, (malformed, parsed, kind, header, line) -> parsed.addUnparsed(header));
            if (message instanceof SIPRequest request) {
                return request;
            }
        } catch (ParseException malformed) {
            throw new SipSyntaxException("the INVITE of a call cannot be read any more: " + malformed.getMessage());
        }
        throw new SipSyntaxException("the INVITE of a call cannot be read any more");
    }

    /** What {@link #of} reads again. */
    static ByteBuffer image(SIPRequest invite) {
        byte[] whole = invite.encodeAsBytes(invite.getTopmostVia().getTransport());
        byte[] body = invite.getRawContent();
        int head = whole.length - (body == null ? 0 : body.length);
        return ByteBuffer.wrap(whole, 0, head).asReadOnlyBuffer();
    }

    /** First task on the lane. */
    void begin(CallEvents events) {
        events(events);
        session.agreed(Session.ofRequest(invite, core.configuration.sessionTimer()));
        requests.open();
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
    public SipHeaders headers() {
        return Messages.headers(invite);
    }

    @Override
    void hangUpNow(String reason, CallEnd end) {
        Bye.send(this, reason);
        end(end);
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
    void closed() {
        super.closed();
        core.calls.remove(this);
    }

    @Override
    void released() {
        core.calls.remove(this);
    }
}

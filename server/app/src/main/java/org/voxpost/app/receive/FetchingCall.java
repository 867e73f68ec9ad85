package org.voxpost.app.receive;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.voxpost.app.progress.TransferProgress;
import org.voxpost.engine.lane.Lane;
import org.voxpost.media.Inbox;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.sdp.ConnectionAddress;
import org.voxpost.sdp.FileSelector;
import org.voxpost.sdp.FileTransfer;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.Origin;
import org.voxpost.sdp.SdpException;
import org.voxpost.sdp.SessionDescription;
import org.voxpost.sip.Body;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.Invitation;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipUri;

/** One file asked for, from INVITE to BYE. Everything happens on its lane; MSRP callbacks only enqueue there. */
final class FetchingCall implements CallEvents, SessionEvents, ReceiveEvents {
    private static final Duration ANSWER = Duration.ofMinutes(1);

    /** The sender hangs up when it has our last acknowledgement; one that does not is hung up on. */
    private static final Duration BYE_GRACE = Duration.ofSeconds(2);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ReceiveTerms terms;
    private final Inbox inbox;
    private final Transfers transfers;
    private final FileSelector asked;
    private final ReceiveEvents events;
    private final Lane lane;
    private final CompletableFuture<FetchOutcome> outcome = new CompletableFuture<>();
    private volatile FileOffer file = FileOffer.NONE;
    private @Nullable FileSink sink;
    private @Nullable MsrpSession session;
    private @Nullable OutgoingCall call;
    private @Nullable FetchOutcome reached;

    FetchingCall(
            ReceiveTerms terms, Inbox inbox, Transfers transfers, FileSelector asked, ReceiveEvents events, Lane lane) {
        this.terms = terms;
        this.inbox = inbox;
        this.transfers = transfers;
        this.asked = asked;
        this.events = events;
        this.lane = lane;
    }

    CompletableFuture<FetchOutcome> outcome() {
        return outcome;
    }

    void begin(SipEndpoint sip, MsrpEndpoint msrp, SipUri from, SipUri to) {
        SessionTerms wanted = SessionTerms.receiving(List.of("*"))
                .withPolicy(terms.policy())
                .withAttributes(List.of(
                        asked.attribute(), FileTransfer.id(UUID.randomUUID().toString())));
        msrp.offerAsync(wanted, this)
                .whenComplete((offered, _) -> lane.execute(() -> {
                    if (offered == null) {
                        outcome.complete(new FetchOutcome.Failed("no session"));
                        return;
                    }
                    session = offered;
                    ConnectionAddress address =
                            ConnectionAddress.of(terms.msrp().advertisedHost());
                    SessionDescription offer = SessionDescription.of(
                                    Origin.of("voxpost", RANDOM.nextLong() >>> 1, address), "Voxpost file")
                            .withConnection(address)
                            .plus(offered.localDescription());
                    call = sip.invite(
                            Invitation.of(from, to, new Body("application/sdp", offer.encode()))
                                    .withAnswerDeadline(ANSWER),
                            lane,
                            this);
                }));
    }

    @Override
    public void answered(Optional<Body> body) {
        MsrpSession offered = session;
        if (offered == null || reached != null) {
            return;
        }
        try {
            SessionDescription answer =
                    SessionDescription.parse(body.map(Body::bytes).orElse(new byte[0]));
            if (answer.media().isEmpty()) {
                conclude(new FetchOutcome.Failed("the answer has no media stream"));
                return;
            }
            MediaDescription media = answer.complete(answer.media().getFirst());
            file = wanted(FileOffer.in(media));
            offered.answered(media);
        } catch (SdpException | NegotiationRefused e) {
            conclude(new FetchOutcome.Failed("the answer cannot be used: " + e.getMessage()));
        }
    }

    /** What we asked for counts, and what the sender says where we did not (RFC 5547 §8.2.2). */
    private FileOffer wanted(FileOffer answered) {
        FileSelector theirs = answered.selector();
        return new FileOffer(
                new FileSelector(
                        asked.name().or(theirs::name),
                        asked.type().or(theirs::type),
                        asked.size().isPresent() ? asked.size() : theirs.size(),
                        asked.hashes().isEmpty() ? theirs.hashes() : asked.hashes()),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public Reception incoming(IncomingMessage message) {
        OutgoingCall standing = call;
        FileSink into = new FileSink(
                inbox, transfers, this, standing == null ? "" : standing.callId(), "", file, message, lane);
        lane.execute(() -> sink = into);
        return Reception.into(into);
    }

    @Override
    public void progressed(String callId, String offeredName, TransferProgress progress) {
        events.progressed(callId, offeredName, progress);
    }

    @Override
    public void received(ReceivedMessage message) {
        if (reached == null) {
            reached = new FetchOutcome.Fetched(message);
            lane.after(BYE_GRACE, this::hangUp);
        }
    }

    @Override
    public void lost(String callId, String offeredName, String why) {
        if (reached == null) {
            reached = new FetchOutcome.Failed(why);
            lane.after(BYE_GRACE, this::hangUp);
        }
    }

    @Override
    public void ended(SessionEnd end) {
        lane.execute(() -> conclude(new FetchOutcome.Failed(end.detail())));
    }

    @Override
    public void ended(CallEnd end) {
        FileSink open = sink;
        if (open != null) {
            open.callEnded(end.inWords("the peer"));
        }
        conclude(new FetchOutcome.Failed(end.inWords("the peer")));
        FetchOutcome known = reached;
        if (known != null) {
            outcome.complete(known);
        }
    }

    private void conclude(FetchOutcome found) {
        if (reached == null) {
            reached = found;
            hangUp();
        }
        if (session != null) {
            session.end();
        }
    }

    private void hangUp() {
        if (call != null) {
            call.hangUp();
        }
    }
}

package org.voxpost.app.receive;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.voxpost.app.progress.TransferProgress;
import org.voxpost.engine.delivery.MidCall;
import org.voxpost.engine.lane.Lane;
import org.voxpost.media.Inbox;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.RelayRefused;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.ConnectionAddress;
import org.voxpost.sdp.FileRange;
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
import org.voxpost.sip.OfferExchange;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipUri;

/** One attempt at a file that is asked for, from INVITE to BYE. Everything happens on its lane; MSRP callbacks only enqueue there. */
final class FetchingCall implements CallEvents, SessionEvents, ReceiveEvents {
    private static final Duration ANSWER = Duration.ofMinutes(1);

    /** The sender hangs up when it has our last acknowledgement; one that does not is hung up on. */
    private static final Duration BYE_GRACE = Duration.ofSeconds(2);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ReceiveTerms terms;
    private final Inbox inbox;
    private final Transfers transfers;
    private final String sender;
    private final FileSelector asked;
    private final long start;
    private final boolean goingOn;
    private final ReceiveEvents events;
    private final Lane lane;
    private final CompletableFuture<AttemptEnd> end = new CompletableFuture<>();
    private volatile FileOffer file = FileOffer.NONE;
    private @Nullable FileSink sink;
    private @Nullable MsrpSession session;
    private @Nullable OutgoingCall call;
    private @Nullable AttemptEnd reached;
    private long kept;
    private @Nullable MidCall midCall;
    private boolean agreed;
    private boolean rerouted;

    /**
     * @param sender who has it, for what is kept of it
     * @param start bytes of the file that are here, and that are not asked for again
     * @param goingOn whether a part that is here, or that is left when the attempt breaks off, is gone on with
     */
    FetchingCall(
            ReceiveTerms terms,
            Inbox inbox,
            Transfers transfers,
            String sender,
            FileSelector asked,
            long start,
            boolean goingOn,
            ReceiveEvents events,
            Lane lane) {
        this.terms = terms;
        this.inbox = inbox;
        this.transfers = transfers;
        this.sender = sender;
        this.asked = asked;
        this.start = start;
        this.goingOn = goingOn;
        this.events = events;
        this.lane = lane;
    }

    CompletionStage<AttemptEnd> end() {
        return end;
    }

    /** How the attempt went. */
    sealed interface AttemptEnd {
        /** Nothing is to be tried any more. */
        record Over(FetchOutcome outcome) implements AttemptEnd {}

        /** The answer shows that a part of the file is here, from an earlier run. */
        record PartIsHere(FileSelector file, long bytes) implements AttemptEnd {}

        /** It broke off; a part is here. */
        record BrokenOff(FileSelector file, long bytes, String why) implements AttemptEnd {}

        /** The peer does not give the rest; it may give the whole. */
        record RestRefused() implements AttemptEnd {}
    }

    void begin(SipEndpoint sip, MsrpEndpoint msrp, SipUri from, SipUri to) {
        List<Attribute> attributes = new ArrayList<>(
                List.of(asked.attribute(), FileTransfer.id(UUID.randomUUID().toString())));
        if (start > 0) {
            attributes.add(rest().attribute());
        }
        SessionTerms wanted =
                SessionTerms.receiving(List.of("*")).withPolicy(terms.policy()).withAttributes(attributes);
        msrp.offerAsync(wanted, this)
                .whenComplete((offered, failure) -> lane.execute(() -> {
                    if (offered == null) {
                        end.complete(failed(
                                failure instanceof RelayRefused ? String.valueOf(failure.getMessage()) : "no session"));
                        return;
                    }
                    session = offered;
                    ConnectionAddress address =
                            ConnectionAddress.of(terms.msrp().advertisedHost());
                    SessionDescription offer = SessionDescription.of(
                                    Origin.of("voxpost", RANDOM.nextLong() >>> 1, address), "Voxpost file")
                            .withConnection(address)
                            .plus(offered.localDescription());
                    midCall = new MidCall(offered, offer);
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
                conclude(failed("the answer has no media stream"));
                return;
            }
            MediaDescription media = answer.complete(answer.media().getFirst());
            FileOffer answered = FileOffer.in(media);
            // RFC 5547 §8.3.2: who gives the rest says so; who does not know the attribute would give the whole.
            if (start > 0 && answered.start() != start) {
                conclude(new AttemptEnd.RestRefused());
                return;
            }
            file = wanted(answered);
            Optional<String> refusal = terms.acceptance().refusal(file);
            if (refusal.isPresent()) {
                conclude(failed(refusal.get()));
                return;
            }
            long here = start > 0 || !goingOn ? 0 : partHere();
            if (here > 0) {
                conclude(new AttemptEnd.PartIsHere(file.selector(), here));
                return;
            }
            offered.answered(media);
            agreed = true;
            if (rerouted) {
                reroute();
            }
        } catch (SdpException | NegotiationRefused e) {
            conclude(failed("the answer cannot be used: " + e.getMessage()));
        }
    }

    private long partHere() {
        return file.announced(sender)
                .map(known -> file.worthGoingOn(inbox.kept(known)))
                .orElse(0L);
    }

    private FileRange rest() {
        return new FileRange(start + 1, OptionalLong.empty());
    }

    /** The sender refreshes the session, or moves. */
    @Override
    public void offered(OfferExchange exchange) {
        MidCall offers = midCall;
        if (offers != null && agreed && reached == null) {
            offers.answer(exchange);
        } else {
            exchange.reject(488, "");
        }
    }

    @Override
    public void redescribed() {
        lane.execute(this::reroute);
    }

    private void reroute() {
        MidCall offers = midCall;
        OutgoingCall standing = call;
        if (!agreed) {
            rerouted = true;
        } else if (offers != null && standing != null && reached == null) {
            offers.reroute(standing);
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
                start > 0 ? Optional.of(rest()) : Optional.empty());
    }

    @Override
    public Reception incoming(IncomingMessage message) {
        OutgoingCall standing = call;
        FileSink into = new FileSink(
                inbox, transfers, this, standing == null ? "" : standing.callId(), sender, file, message, lane);
        lane.execute(() -> sink = into);
        return Reception.into(into);
    }

    @Override
    public void progressed(String callId, String offeredName, TransferProgress progress) {
        events.progressed(callId, offeredName, progress);
    }

    @Override
    public void received(ReceivedMessage message) {
        events.received(message);
        reach(new AttemptEnd.Over(new FetchOutcome.Fetched(message)));
    }

    @Override
    public void kept(String callId, String offeredName, long bytes, long total) {
        kept = bytes;
        events.kept(callId, offeredName, bytes, total);
    }

    @Override
    public void lost(String callId, String offeredName, String why) {
        reach(
                goingOn && kept > 0
                        ? new AttemptEnd.BrokenOff(file.selector(), file.worthGoingOn(kept), why)
                        : failed(why));
    }

    private void reach(AttemptEnd found) {
        if (reached == null) {
            reached = found;
            lane.after(BYE_GRACE, this::hangUp);
        }
    }

    @Override
    public void ended(SessionEnd why) {
        lane.execute(() -> {
            if (sink == null) {
                conclude(failed(why.detail()));
            } else if (reached != null) {
                hangUp();
            }
        });
    }

    @Override
    public void ended(CallEnd why) {
        FileSink open = sink;
        if (open != null) {
            open.callEnded(why.inWords("the peer"));
        }
        boolean refused = start > 0 && why instanceof CallEnd.Refused answer && answer.status() == 488;
        conclude(refused ? new AttemptEnd.RestRefused() : failed(why.inWords("the peer")));
        AttemptEnd known = reached;
        if (known != null) {
            end.complete(known);
        }
    }

    private static AttemptEnd failed(String why) {
        return new AttemptEnd.Over(new FetchOutcome.Failed(why));
    }

    private void conclude(AttemptEnd found) {
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

package org.voxpost.app.send;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.voxpost.app.progress.ProgressMeter;
import org.voxpost.engine.delivery.MidCall;
import org.voxpost.engine.lane.Lane;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.RelayRefused;
import org.voxpost.msrp.SendEvents;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.ConnectionAddress;
import org.voxpost.sdp.FileDates;
import org.voxpost.sdp.FileRange;
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

/** One attempt at a push from INVITE to BYE. Everything happens on its lane; MSRP callbacks only enqueue there. */
final class Push implements CallEvents, SendEvents, SessionEvents {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final FilePush push;
    private final PeerPolicy policy;
    private final PushEvents events;
    private final Lane lane;
    private final long start;
    private final boolean goingOn;
    private final ProgressMeter meter;
    private final CompletableFuture<AttemptEnd> end = new CompletableFuture<>();
    private @Nullable MsrpSession session;
    private @Nullable OutgoingCall call;
    private @Nullable MidCall midCall;
    private boolean agreed;
    private boolean rerouted;
    private @Nullable PushOutcome reached;
    private long acknowledged;
    private boolean peerKeeps;
    private boolean brokenOff;
    private boolean restRefused;
    private long alreadyThere;

    /**
     * One attempt.
     *
     * @param start bytes of the file that the peer has, and that are not sent again
     * @param goingOn whether a part that the peer has from an earlier push is gone on with
     */
    Push(FilePush push, long start, boolean goingOn, PeerPolicy policy, PushEvents events, Lane lane) {
        this.push = push;
        this.policy = policy;
        this.goingOn = goingOn;
        this.events = events;
        this.lane = lane;
        this.start = start;
        this.meter = new ProgressMeter(lane.now(), start, OptionalLong.of(push.bytes()));
        this.acknowledged = start;
    }

    CompletionStage<AttemptEnd> end() {
        return end;
    }

    /**
     * How the attempt went.
     *
     * @param acknowledged bytes of the file from its first on, those of earlier attempts included
     * @param mayGoOn it broke off, and the peer showed that it keeps what it has
     * @param restRefused the peer does not go on with the file; it may take the whole
     * @param alreadyThere bytes that the peer has of an earlier push; nothing was sent then
     */
    record AttemptEnd(
            PushOutcome outcome, long acknowledged, boolean mayGoOn, boolean restRefused, long alreadyThere) {}

    void begin(SipEndpoint sip, MsrpEndpoint msrp, String address) {
        List<Attribute> attributes = new ArrayList<>(List.of(
                push.selector().attribute(),
                FileTransfer.id(UUID.randomUUID().toString()),
                FileTransfer.disposition(FileTransfer.ATTACHMENT)));
        push.modified()
                .ifPresent(when -> attributes.add(FileDates.modified(when).attribute()));
        if (start > 0) {
            attributes.add(rest().attribute());
        }
        SessionTerms terms = SessionTerms.sending(push.contentType(), push.bytes() - start)
                .withPolicy(policy)
                .withAttributes(attributes);
        msrp.offerAsync(terms, this)
                .whenComplete((offered, failure) -> lane.execute(() -> {
                    if (offered != null) {
                        session = offered;
                        invite(sip, offered, address);
                    } else {
                        reached = new PushOutcome.Failed(
                                failure instanceof RelayRefused ? String.valueOf(failure.getMessage()) : "no session");
                        end.complete(new AttemptEnd(reached, acknowledged, false, false, 0));
                    }
                }));
    }

    private void invite(SipEndpoint sip, MsrpSession offered, String address) {
        ConnectionAddress connection = ConnectionAddress.of(address);
        SessionDescription offer = SessionDescription.of(
                        Origin.of("voxpost", RANDOM.nextLong() >>> 1, connection), "Voxpost file")
                .withConnection(connection)
                .plus(offered.localDescription());
        Invitation invitation = Invitation.of(push.from(), push.to(), new Body("application/sdp", offer.encode()))
                .withAnswerDeadline(push.deadline());
        midCall = new MidCall(offered, offer);
        call = sip.invite(invitation, lane, this);
    }

    /** The peer refreshes the session, or moves. */
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

    @Override
    public void provisional(int status, String reason) {
        events.provisional(status, reason);
    }

    @Override
    public void answered(Optional<Body> body) {
        MsrpSession offered = session;
        if (offered == null || reached != null) {
            return;
        }
        events.answered();
        try {
            SessionDescription answer =
                    SessionDescription.parse(body.map(Body::bytes).orElse(new byte[0]));
            if (answer.media().isEmpty()) {
                conclude(new PushOutcome.Failed("the answer has no media stream"));
                return;
            }
            MediaDescription media = answer.complete(answer.media().getFirst());
            Optional<FileRange> range = FileRange.in(media);
            // RFC 5547 §8.3.1: who takes the rest says so; who does not know the attribute would take it for the whole.
            if (start > 0 && range.filter(taken -> taken.first() == start + 1).isEmpty()) {
                restRefused = true;
                conclude(new PushOutcome.Failed("the peer does not go on with the file"));
                return;
            }
            long kept = FileTransfer.keptIn(media).orElse(0);
            if (start == 0 && goingOn && kept > 0 && kept < push.bytes()) {
                alreadyThere = kept;
                conclude(new PushOutcome.Failed("the peer has a part of the file"));
                return;
            }
            peerKeeps = range.isPresent();
            offered.answered(media);
            agreed = true;
            offered.send(
                    MessageContent.of(
                            push.contentType(), org.voxpost.msrp.Body.of(push.file(), start, push.bytes() - start)),
                    this);
            if (rerouted) {
                reroute();
            }
        } catch (SdpException | NegotiationRefused e) {
            conclude(new PushOutcome.Failed("the answer cannot be used: " + e.getMessage()));
        }
    }

    /** The call is over: ours when the outcome is known, too early otherwise. */
    @Override
    public void ended(CallEnd why) {
        restRefused = restRefused || (start > 0 && why instanceof CallEnd.Refused refused && refused.status() == 488);
        brokenOff = brokenOff || why instanceof CallEnd.RemoteBye;
        conclude(new PushOutcome.Failed(
                why instanceof CallEnd.RemoteBye
                        ? "the peer hung up before it had everything"
                        : why.inWords("the peer")));
        PushOutcome known = reached;
        if (known != null) {
            end.complete(new AttemptEnd(known, acknowledged, brokenOff && peerKeeps, restRefused, alreadyThere));
        }
    }

    @Override
    public void acknowledged(long octets) {
        lane.execute(() -> {
            acknowledged = start + octets;
            events.progressed(meter.at(acknowledged, lane.now()));
        });
    }

    @Override
    public void finished(SendOutcome sent) {
        lane.execute(() -> {
            brokenOff = brokenOff || sent instanceof SendOutcome.ConnectionLost || sent instanceof SendOutcome.TimedOut;
            conclude(
                    sent instanceof SendOutcome.Delivered delivered
                            ? new PushOutcome.Delivered(start + delivered.octets())
                            : new PushOutcome.Failed(SendWords.of(sent)));
        });
    }

    @Override
    public Reception incoming(IncomingMessage message) {
        return Reception.refuse(403, "this session only sends");
    }

    @Override
    public void ended(SessionEnd why) {
        lane.execute(() -> {
            brokenOff = true;
            conclude(new PushOutcome.Failed(why.detail()));
        });
    }

    private FileRange rest() {
        return new FileRange(start + 1, OptionalLong.empty());
    }

    /** The first outcome counts; then the call is hung up, and its end completes the push. */
    private void conclude(PushOutcome found) {
        if (reached != null) {
            return;
        }
        reached = found;
        OutgoingCall standing = call;
        if (standing != null) {
            standing.hangUp();
        }
        MsrpSession open = session;
        if (open != null) {
            open.end();
        }
    }
}

package org.voxpost.app.send;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.voxpost.app.progress.ProgressMeter;
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
import org.voxpost.sdp.ConnectionAddress;
import org.voxpost.sdp.FileTransfer;
import org.voxpost.sdp.Origin;
import org.voxpost.sdp.SdpException;
import org.voxpost.sdp.SessionDescription;
import org.voxpost.sip.Body;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.Invitation;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.SipEndpoint;

/** One push from INVITE to BYE. Everything happens on its lane; MSRP callbacks only enqueue there. */
final class Push implements CallEvents, SendEvents, SessionEvents {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final FilePush push;
    private final PeerPolicy policy;
    private final PushEvents events;
    private final Lane lane;
    private final CompletableFuture<PushOutcome> outcome = new CompletableFuture<>();
    private final ProgressMeter meter;
    private @Nullable MsrpSession session;
    private @Nullable OutgoingCall call;
    private @Nullable PushOutcome reached;

    Push(FilePush push, PeerPolicy policy, PushEvents events, Lane lane) {
        this.push = push;
        this.policy = policy;
        this.events = events;
        this.lane = lane;
        this.meter = new ProgressMeter(lane.now(), 0, OptionalLong.of(push.bytes()));
    }

    CompletableFuture<PushOutcome> outcome() {
        return outcome;
    }

    void begin(SipEndpoint sip, MsrpEndpoint msrp, String address) {
        SessionTerms terms = SessionTerms.sending(push.contentType(), push.bytes())
                .withPolicy(policy)
                .withAttributes(List.of(
                        push.selector().attribute(),
                        FileTransfer.id(UUID.randomUUID().toString()),
                        FileTransfer.disposition(FileTransfer.ATTACHMENT)));
        msrp.offerAsync(terms, this)
                .whenComplete((offered, failure) -> lane.execute(() -> {
                    if (offered != null) {
                        session = offered;
                        invite(sip, offered, address);
                    } else {
                        reached = new PushOutcome.Failed(
                                failure instanceof RelayRefused ? String.valueOf(failure.getMessage()) : "no session");
                        outcome.complete(reached);
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
        call = sip.invite(invitation, lane, this);
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
            offered.answered(answer.complete(answer.media().getFirst()));
            offered.send(MessageContent.of(push.contentType(), push.file(), push.bytes()), this);
        } catch (SdpException | NegotiationRefused e) {
            conclude(new PushOutcome.Failed("the answer cannot be used: " + e.getMessage()));
        }
    }

    /** The call is over: ours when the outcome is known, too early otherwise. */
    @Override
    public void ended(CallEnd end) {
        conclude(new PushOutcome.Failed(
                end instanceof CallEnd.RemoteBye
                        ? "the peer hung up before it had everything"
                        : end.inWords("the peer")));
        PushOutcome known = reached;
        if (known != null) {
            outcome.complete(known);
        }
    }

    @Override
    public void acknowledged(long octets) {
        lane.execute(() -> events.progressed(meter.at(octets, lane.now())));
    }

    @Override
    public void finished(SendOutcome sent) {
        lane.execute(() -> conclude(
                switch (sent) {
                    case SendOutcome.Delivered delivered -> new PushOutcome.Delivered(delivered.octets());
                    case SendOutcome.Refused refused ->
                        new PushOutcome.Failed("the peer answered " + refused.status() + " " + refused.comment());
                    case SendOutcome.ConnectionLost lost -> new PushOutcome.Failed("connection lost: " + lost.reason());
                    case SendOutcome.TimedOut late ->
                        new PushOutcome.Failed(
                                switch (late.phase()) {
                                    case ESTABLISH -> "no MSRP connection came about in time";
                                    case RESPONSE -> "the peer did not acknowledge in time";
                                    case WRITE -> "the peer stopped reading";
                                    case REPORT -> "everything went out, and the peer reported nothing";
                                });
                    case SendOutcome.Aborted _ -> new PushOutcome.Failed("stopped");
                    case SendOutcome.SourceFailed failed ->
                        new PushOutcome.Failed("the file cannot be read: " + failed.reason());
                }));
    }

    @Override
    public Reception incoming(IncomingMessage message) {
        return Reception.refuse(403, "this session only sends");
    }

    @Override
    public void ended(SessionEnd end) {
        lane.execute(() -> conclude(new PushOutcome.Failed(end.detail())));
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

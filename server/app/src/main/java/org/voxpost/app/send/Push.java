package org.voxpost.app.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.voxpost.app.progress.ProgressMeter;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.stream.SendingCall;
import org.voxpost.engine.stream.SendingEnd;
import org.voxpost.engine.stream.StreamTerms;
import org.voxpost.msrp.Body;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.FileDates;
import org.voxpost.sdp.FileRange;
import org.voxpost.sdp.FileTransfer;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sip.Invitation;
import org.voxpost.sip.SipEndpoint;

/** One attempt at a push from INVITE to BYE. Everything happens on its lane. */
final class Push implements SendingCall.Events {
    private static final String NAME = "Voxpost file";

    private final FilePush push;
    private final PeerPolicy policy;
    private final PushEvents events;
    private final Lane lane;
    private final long start;
    private final boolean goingOn;
    private final ProgressMeter meter;
    private final CompletableFuture<AttemptEnd> end = new CompletableFuture<>();
    private @Nullable SendingCall call;
    private @Nullable AttemptEnd reached;
    private long acknowledged;
    private boolean peerKeeps;

    /**
     * One attempt.
     *
     * @param start bytes of the file that the peer has, and that are not sent again
     * @param goingOn whether a part that the peer has from an earlier push is gone on with
     */
    Push(FilePush push, long start, boolean goingOn, PeerPolicy policy, PushEvents events, Lane lane) {
        this.push = push;
        this.policy = policy;
        this.events = events;
        this.lane = lane;
        this.start = start;
        this.goingOn = goingOn;
        this.meter = new ProgressMeter(lane.now(), start, OptionalLong.of(push.bytes()));
        this.acknowledged = start;
    }

    /** Completes when the call is over. */
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

    /** @param tail how long acknowledgements still count once the peer has hung up */
    void begin(SipEndpoint sip, MsrpEndpoint msrp, String address, Duration tail) {
        List<Attribute> attributes = new ArrayList<>(List.of(
                push.selector().attribute(),
                FileTransfer.id(UUID.randomUUID().toString()),
                FileTransfer.disposition(FileTransfer.ATTACHMENT)));
        push.modified()
                .ifPresent(when -> attributes.add(FileDates.modified(when).attribute()));
        if (start > 0) {
            attributes.add(new FileRange(start + 1, OptionalLong.empty()).attribute());
        }
        long rest = push.bytes() - start;
        SendingCall.Cargo cargo = new SendingCall.Cargo(
                SessionTerms.sending(push.contentType(), rest)
                        .withPolicy(policy)
                        .withAttributes(attributes),
                offer -> Invitation.of(push.from(), push.to(), offer).withAnswerDeadline(push.deadline()),
                start,
                () -> List.of(MessageContent.of(push.contentType(), Body.of(push.file(), start, rest))));
        SendingCall sending =
                new SendingCall(() -> sip, new StreamTerms(msrp, policy, address, NAME), tail, cargo, lane, this);
        call = sending;
        sending.begin();
    }

    @Override
    public void provisional(int status, String reason) {
        events.provisional(status, reason);
    }

    @Override
    public boolean mayAgree(MediaDescription answer) {
        long kept = FileTransfer.keptIn(answer).orElse(0);
        if (start > 0 || !goingOn || kept == 0 || kept >= push.bytes()) {
            return true;
        }
        PushOutcome found = new PushOutcome.Failed("the peer has a part of the file");
        leave(new AttemptEnd(found, acknowledged, false, false, kept));
        return false;
    }

    @Override
    public void agreed(boolean farEndKeeps) {
        peerKeeps = farEndKeeps;
        events.answered();
    }

    @Override
    public void acknowledged(long octets) {
        acknowledged = octets;
        events.progressed(meter.at(octets, lane.now()));
    }

    @Override
    public void ended(SendingEnd how) {
        leave(new AttemptEnd(
                PushOutcomes.of(how),
                acknowledged,
                peerKeeps && PushOutcomes.brokenOff(how),
                how instanceof SendingEnd.RestRefused,
                0));
    }

    private void leave(AttemptEnd found) {
        reached = found;
        SendingCall standing = call;
        if (standing == null || standing.callId().isEmpty()) {
            end.complete(found);
        } else {
            standing.hangUp();
        }
    }

    @Override
    public void over() {
        if (reached != null) {
            end.complete(reached);
        }
    }
}

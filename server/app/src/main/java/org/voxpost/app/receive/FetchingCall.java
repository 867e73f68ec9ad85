package org.voxpost.app.receive;

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
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.stream.MessageStream;
import org.voxpost.engine.stream.StreamEvents;
import org.voxpost.engine.stream.StreamTerms;
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
import org.voxpost.sdp.FileRange;
import org.voxpost.sdp.FileSelector;
import org.voxpost.sdp.FileTransfer;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.SdpException;
import org.voxpost.sip.Body;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.Invitation;
import org.voxpost.sip.OfferExchange;
import org.voxpost.sip.OutgoingCall;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipUri;

/** One attempt at a file that is asked for, from INVITE to BYE. Everything happens on its lane; MSRP callbacks only enqueue there. */
final class FetchingCall implements CallEvents, SessionEvents, StreamEvents, ReceiveEvents {
    private static final Duration ANSWER = Duration.ofMinutes(1);

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
    private final CompletableFuture<Boolean> known = new CompletableFuture<>();
    private volatile FileOffer file = FileOffer.NONE;
    private @Nullable MessageStream stream;
    private @Nullable FileSink sink;
    private @Nullable MsrpSession session;
    private @Nullable OutgoingCall call;
    private @Nullable AttemptEnd reached;
    private @Nullable CallEnd tail;
    private long kept;

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
                    StreamTerms described =
                            new StreamTerms(msrp, terms.policy(), terms.msrp().advertisedHost(), "Voxpost file");
                    MessageStream made = MessageStream.offered(described, offered, lane, this);
                    stream = made;
                    OutgoingCall invited =
                            sip.invite(Invitation.of(from, to, made.body()).withAnswerDeadline(ANSWER), lane, this);
                    call = invited;
                    if (!terms.policy().address().reoffers()) {
                        invited.refreshWithoutOffers();
                    }
                }));
    }

    @Override
    public void answered(Optional<Body> body) {
        if (stream != null && call != null) {
            stream.answered(call, body);
        }
    }

    @Override
    public void confirmed(Optional<Body> body) {
        if (stream != null && call != null) {
            stream.confirmed(call, body);
        }
    }

    @Override
    public void offered(OfferExchange exchange) {
        if (stream == null) {
            exchange.reject(488, "");
        } else {
            stream.offered(exchange);
        }
    }

    @Override
    public boolean mayAgree(MediaDescription answer) {
        if (reached != null) {
            return false;
        }
        try {
            Optional<AttemptEnd> useless = uselessness(FileOffer.in(answer));
            useless.ifPresent(this::conclude);
            return useless.isEmpty();
        } catch (SdpException e) {
            conclude(failed("the answer cannot be used: " + e.getMessage()));
            return false;
        }
    }

    @Override
    public void redescribed() {
        lane.execute(() -> {
            if (stream != null && call != null && reached == null) {
                stream.reroute(call);
            }
        });
    }

    /** Why this attempt comes to nothing; empty when what comes on the stream is known now. */
    private Optional<AttemptEnd> uselessness(FileOffer answered) {
        // RFC 5547 §8.3.2: who gives the rest says so; who does not know the attribute would give the whole.
        if (start > 0 && answered.start() != start) {
            return Optional.of(new AttemptEnd.RestRefused());
        }
        file = wanted(answered);
        Optional<String> refusal = terms.acceptance().refusal(file);
        if (refusal.isPresent()) {
            return Optional.of(failed(refusal.get()));
        }
        long here = start > 0 || !goingOn ? 0 : partHere();
        if (here > 0) {
            return Optional.of(new AttemptEnd.PartIsHere(file.selector(), here));
        }
        known.complete(true);
        return Optional.empty();
    }

    @Override
    public void refused(NegotiationRefused why) {
        conclude(failed("the answer cannot be used: " + why.getMessage()));
    }

    @Override
    public void refused(int status, String reason) {
        conclude(failed("the peer refused to do without CEMA: " + status + " " + reason));
    }

    @Override
    public void closed() {
        conclude(failed("the peer closed the stream"));
    }

    private long partHere() {
        return file.announced(sender)
                .map(known -> file.worthGoingOn(inbox.kept(known)))
                .orElse(0L);
    }

    private FileRange rest() {
        return new FileRange(start + 1, OptionalLong.empty());
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

    /** What comes before the answer is read waits for it. */
    @Override
    public Reception incoming(IncomingMessage message) {
        return known.isDone() ? into(message) : new Reception.Later(known.thenApply(_ -> into(message)));
    }

    private Reception into(IncomingMessage message) {
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

    /** The sender hangs up when it has our last acknowledgement; one that does not is hung up on when nothing comes any more. */
    private void reach(AttemptEnd found) {
        if (reached == null) {
            reached = found;
            if (session != null) {
                var _ = session.quiet().thenRun(() -> lane.execute(this::hangUp));
            } else {
                hangUp();
            }
        }
    }

    @Override
    public void ended(SessionEnd why) {
        lane.execute(() -> {
            session = null;
            CallEnd before = tail;
            if (before != null) {
                over(before);
            } else if (sink == null) {
                conclude(failed(why.detail()));
            } else if (reached != null) {
                hangUp();
            }
        });
    }

    /** What the sender sent before its BYE may still be on its way. */
    @Override
    public void ended(CallEnd why) {
        if (why instanceof CallEnd.RemoteBye && reached == null && session != null) {
            tail = why;
            session.endAfterTail();
        } else {
            over(why);
        }
    }

    private void over(CallEnd why) {
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

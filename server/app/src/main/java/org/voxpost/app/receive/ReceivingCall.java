package org.voxpost.app.receive;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.lane.Lane;
import org.voxpost.media.AnnouncedFile;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.RelayRefused;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.ConnectionAddress;
import org.voxpost.sdp.Direction;
import org.voxpost.sdp.FileRange;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.Origin;
import org.voxpost.sdp.SdpException;
import org.voxpost.sdp.SessionDescription;
import org.voxpost.sip.Body;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.IncomingCall;
import org.voxpost.sip.OfferExchange;
import org.voxpost.sip.SipHeaders;

/** One call from its INVITE to its end. The fields belong to the call's lane, which waits for no disk; MSRP callbacks only enqueue there. */
final class ReceivingCall implements CallEvents {
    private static final Duration BYE_GRACE = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(ReceivingCall.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String NAME = "Voxpost delivery server";

    /** RFC 5547 §8.3.1: the answer names the file and the transfer as the offer did. */
    private static final List<String> ECHOED = List.of("file-selector", "file-transfer-id", "file-range");

    private final DeliveryServer server;
    private final IncomingCall call;
    private final Lane lane;
    private final List<FileSink> sinks = new ArrayList<>();
    private volatile FileOffer file = FileOffer.NONE;
    private @Nullable MsrpSession session;
    private boolean over;
    private @Nullable SessionDescription ours;
    private boolean answerAwaited;
    private volatile boolean giving;

    ReceivingCall(DeliveryServer server, IncomingCall call, Lane lane) {
        this.server = server;
        this.call = call;
        this.lane = lane;
    }

    /** Answers the INVITE. On the lane. */
    void begin() {
        try {
            SessionDescription offer = call.body().filter(Body::isSdp).isPresent()
                    ? SessionDescription.parse(call.body().get().bytes())
                    : SessionDescription.of(origin(), NAME);
            int index = messageStream(offer);
            if (index >= 0) {
                file = FileOffer.in(offer.media().get(index));
            }
            server.events().called(call.callId(), call.remoteUri().toString(), file.name());
            if (server.terms().refuse().isPresent()) {
                call.reject(server.terms().refuse().getAsInt());
            } else if (call.body().isEmpty()) {
                offer();
            } else if (index < 0) {
                refuse("no MSRP stream is offered");
            } else if (Direction.of(offer, offer.media().get(index)) == Direction.RECVONLY) {
                give(offer, index);
            } else {
                server.terms().acceptance().refusal(file).ifPresentOrElse(this::refuse, () -> take(offer, index));
            }
        } catch (SdpException e) {
            call.reject(400, "", warning(String.valueOf(e.getMessage())));
        }
    }

    void hangUp() {
        call.hangUp();
    }

    /** Something of ours failed before the call had an owner; nobody will tell us of its end. */
    void broken() {
        over = true;
        MsrpSession current = session;
        if (current != null) {
            current.end();
        }
        server.over(this);
    }

    /** A call without a body: the offer is ours, the answer comes with the ACK (RFC 3261 §13.2.1). */
    @Override
    public void confirmed(Optional<Body> body) {
        MsrpSession current = session;
        if (current == null || !answerAwaited) {
            return;
        }
        answerAwaited = false;
        try {
            byte[] sdp = body.map(Body::bytes).orElse(new byte[0]);
            SessionDescription answer = SessionDescription.parse(sdp);
            int index = messageStream(answer);
            if (index < 0) {
                call.hangUp("SIP;cause=488;text=\"no MSRP stream in the answer\"");
                return;
            }
            file = FileOffer.in(answer.media().get(index));
            current.answered(answer.complete(answer.media().get(index)));
        } catch (SdpException | NegotiationRefused e) {
            call.hangUp("SIP;cause=488");
        }
    }

    /** An offer in mid-call may move the session, or begin another file: one with another file-transfer-id (RFC 5547 §8.1). */
    @Override
    public void offered(OfferExchange exchange) {
        MsrpSession current = session;
        SessionDescription before = ours;
        if (current == null || before == null) {
            exchange.reject(488, "");
            return;
        }
        try {
            Optional<Body> offer = exchange.offer();
            SessionDescription next = offer.isPresent()
                    ? answerAgain(
                            current,
                            before,
                            SessionDescription.parse(offer.get().bytes()))
                    : offerAgain(current, before);
            ours = next;
            answerAwaited = offer.isEmpty();
            exchange.answer(body(next));
        } catch (NegotiationRefused | SdpException e) {
            exchange.reject(488, "");
        }
    }

    private SessionDescription answerAgain(MsrpSession current, SessionDescription before, SessionDescription offer)
            throws NegotiationRefused, SdpException {
        int index = messageStream(offer);
        if (index < 0) {
            throw new NegotiationRefused(NegotiationRefused.Reason.DECLINED, "no MSRP stream is offered");
        }
        MediaDescription offered = offer.complete(offer.media().get(index));
        FileOffer next = FileOffer.in(offered);
        boolean another = before.media().stream().noneMatch(media -> sameTransfer(media, offered));
        check(next, another);
        MediaDescription answered = current.reoffered(offered);
        if (another) {
            file = next;
        }
        for (String name : ECHOED) {
            answered = answered.without(name);
        }
        for (Attribute attribute : echoed(offered)) {
            answered = answered.with(attribute);
        }
        return before.next(SessionDescription.answerTo(offer, before.origin(), NAME)
                .withMedia(index, answered)
                .media());
    }

    /** Another file has to be acceptable; under the same id, another file is an error (RFC 5547 §8.1). */
    private void check(FileOffer next, boolean another) throws NegotiationRefused {
        Optional<String> why = another
                ? server.terms().acceptance().refusal(next)
                : Optional.of("this file-transfer-id is that of another file").filter(_ -> next.contradicts(file));
        if (why.isPresent() || (another && (giving || next.start() > 0 || !next.reachesTheEnd()))) {
            throw new NegotiationRefused(
                    NegotiationRefused.Reason.DECLINED, why.orElse("only whole files are taken in mid-call"));
        }
    }

    private static boolean sameTransfer(MediaDescription media, MediaDescription offered) {
        return media.attribute("file-transfer-id").equals(offered.attribute("file-transfer-id"));
    }

    private static SessionDescription offerAgain(MsrpSession current, SessionDescription before) {
        MediaDescription again = current.reoffer();
        return before.next(before.media().stream()
                .map(media -> media.isMessage() && !media.declined() ? again : media)
                .toList());
    }

    @Override
    public void ended(CallEnd end) {
        over = true;
        MsrpSession current = session;
        if (current != null) {
            current.end();
        }
        String why = end.inWords("the caller");
        var _ = CompletableFuture.allOf(sinks.stream()
                        .map(sink -> sink.end(why).toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new))
                .whenComplete((_, _) -> {
                    server.over(this);
                    server.events().ended(call.callId(), why);
                });
    }

    /** The rest of a file is taken when what comes before it is here; the whole of one always is. */
    private void take(SessionDescription offer, int index) {
        Optional<AnnouncedFile> announced = file.announced(sender());
        if (file.start() == 0 && file.reachesTheEnd()) {
            answer(offer, index);
        } else if (announced.isEmpty() || !file.reachesTheEnd()) {
            refuse("a part of a file is taken up to its end, with size and hash of the whole");
        } else {
            AnnouncedFile known = announced.get();
            server.transfers()
                    .givenUp(known)
                    .thenApplyAsync(_ -> server.inbox().kept(known), server.blocking())
                    .thenAccept(kept -> lane.execute(() -> {
                        if (over) {
                            return;
                        }
                        if (kept < file.start()) {
                            refuse("less of this file is here");
                        } else {
                            answer(offer, index);
                        }
                    }));
        }
    }

    /** The caller asks for a file (RFC 5547 §8.3.2). */
    private void give(SessionDescription offer, int index) {
        FileOffer asked = file;
        server.blocking().execute(() -> {
            Optional<SharedFiles.Shared> found = find(asked);
            lane.execute(() -> {
                if (!over) {
                    give(offer, index, found);
                }
            });
        });
    }

    private Optional<SharedFiles.Shared> find(FileOffer asked) {
        try {
            return server.shared().isPresent() ? server.shared().get().find(asked.selector()) : Optional.empty();
        } catch (IOException e) {
            log.warn("The directory of shared files cannot be read: call={}", call.callId(), e);
            return Optional.empty();
        }
    }

    private void give(SessionDescription offer, int index, Optional<SharedFiles.Shared> found) {
        if (found.isEmpty() || file.start() > found.get().size() || !file.reachesTheEnd()) {
            refuse(found.isEmpty() ? "no file here is the one that is asked for" : "a file is given up to its end");
            return;
        }
        giving = true;
        SharedFiles.Shared given = found.get();
        MediaDescription offered = offer.complete(offer.media().get(index));
        List<Attribute> attributes =
                new ArrayList<>(List.of(given.selector(file.selector()).attribute()));
        ECHOED.stream()
                .filter(name -> !name.equals("file-selector"))
                .forEach(name -> offered.attribute(name).ifPresent(attributes::add));
        String type = file.selector().type().orElse("application/octet-stream");
        long rest = given.size() - file.start();
        SessionTerms sending = SessionTerms.sending(type, rest)
                .withPolicy(server.terms().policy())
                .withAttributes(attributes);
        server.msrp()
                .answerAsync(offered, sending, events())
                .whenComplete((answering, failure) -> onLane(answering, failure, () -> {
                    accept(offer, index);
                    send(given, MessageContent.of(type, org.voxpost.msrp.Body.of(given.file(), file.start(), rest)));
                }));
    }

    private void send(SharedFiles.Shared given, MessageContent content) {
        MsrpSession to = session;
        if (to == null) {
            return;
        }
        String name = String.valueOf(given.file().getFileName());
        to.send(
                content,
                outcome -> lane.execute(() -> {
                    if (outcome instanceof SendOutcome.Delivered) {
                        server.events().gave(call.callId(), name, given.size());
                    } else if (!over) {
                        server.events().lost(call.callId(), name, "it was not taken by who asked for it: " + outcome);
                    }
                    call.hangUp();
                }));
    }

    private void answer(SessionDescription offer, int index) {
        MediaDescription offered = offer.complete(offer.media().get(index));
        server.msrp()
                .answerAsync(offered, terms().withAttributes(echoed(offered)), events())
                .whenComplete((answering, failure) -> onLane(answering, failure, () -> accept(offer, index)));
    }

    /**
     * What the answer says of the file. Where we would keep its beginning, a range that says what no range says too (RFC 5547 §6): the
     * sender learns that it may go on later.
     */
    private List<Attribute> echoed(MediaDescription offered) {
        List<Attribute> echoed = new ArrayList<>();
        ECHOED.forEach(name -> offered.attribute(name).ifPresent(echoed::add));
        if (!offered.has("file-range")
                && server.inbox().keeping()
                && file.announced(sender()).isPresent()) {
            echoed.add(new FileRange(1, OptionalLong.empty()).attribute());
        }
        return echoed;
    }

    /** Goes on with a session that may have had to wait for its relay, unless the call is over or there is none. */
    private void onLane(@Nullable MsrpSession made, @Nullable Throwable failure, Runnable next) {
        lane.execute(() -> {
            if (made == null) {
                notMade(failure);
            } else if (over) {
                made.end();
            } else {
                session = made;
                next.run();
            }
        });
    }

    private void notMade(@Nullable Throwable failure) {
        String why = failure == null ? "" : String.valueOf(failure.getMessage());
        switch (failure) {
            case NegotiationRefused _ -> refuse(why);
            case RelayRefused _ -> call.reject(480, "", warning(why));
            case null, default -> call.reject(500);
        }
    }

    private void accept(SessionDescription offer, int index) {
        MsrpSession answering = session;
        if (answering == null) {
            return;
        }
        SessionDescription answer = SessionDescription.answerTo(offer, origin(), NAME)
                .withConnection(address())
                .withMedia(index, answering.localDescription());
        ours = answer;
        call.answer(body(answer));
        answering.start();
    }

    private void offer() {
        server.msrp()
                .offerAsync(terms(), events())
                .whenComplete((offering, failure) -> onLane(offering, failure, this::sendOffer));
    }

    private void sendOffer() {
        MsrpSession offering = session;
        if (offering == null) {
            return;
        }
        SessionDescription offer =
                SessionDescription.of(origin(), NAME).withConnection(address()).plus(offering.localDescription());
        ours = offer;
        answerAwaited = true;
        call.answer(body(offer));
    }

    private static Body body(SessionDescription description) {
        return new Body("application/sdp", description.encode());
    }

    private SessionTerms terms() {
        return SessionTerms.receiving(server.terms().acceptance().types())
                .withPolicy(server.terms().policy());
    }

    private SessionEvents events() {
        return new SessionEvents() {
            @Override
            public Reception incoming(IncomingMessage message) {
                if (giving) {
                    return Reception.refuse(403, "this session only sends");
                }
                FileSink sink = new FileSink(
                        server.inbox(),
                        server.transfers(),
                        server.events(),
                        call.callId(),
                        sender(),
                        file,
                        message,
                        server.waitingLane());
                lane.execute(() -> sinks.add(sink));
                return Reception.into(sink);
            }

            @Override
            public void ended(SessionEnd end) {
                lane.execute(() -> sessionEnded(end));
            }
        };
    }

    private void sessionEnded(SessionEnd end) {
        if (end.cause() == SessionEnd.Cause.LOCAL || end.cause() == SessionEnd.Cause.ENDPOINT_CLOSED) {
            return;
        }
        if (sinks.isEmpty() && !giving) {
            server.events().lost(call.callId(), file.name(), end.detail());
        }
        // A caller that closes its connection first says BYE right behind; one that lost it never will.
        lane.after(BYE_GRACE, () -> call.hangUp("SIP;cause=500;text=\"no MSRP connection\""));
    }

    private void refuse(String why) {
        call.reject(488, "", warning(why));
    }

    private static SipHeaders warning(String why) {
        return SipHeaders.of("Warning", "399 voxpost \"" + why.replaceAll("[\\p{Cntrl}\"\\\\]", "?") + "\"");
    }

    /** Who has the file: tags and ports of the caller change from call to call. */
    private String sender() {
        return call.remoteUri().user() + "@" + call.remoteUri().host();
    }

    private ConnectionAddress address() {
        return ConnectionAddress.of(server.terms().msrp().advertisedHost());
    }

    private Origin origin() {
        return Origin.of("voxpost", RANDOM.nextLong() >>> 1, address());
    }

    private static int messageStream(SessionDescription description) {
        for (int i = 0; i < description.media().size(); i++) {
            MediaDescription media = description.media().get(i);
            if (media.isMessage() && !media.declined()) {
                return i;
            }
        }
        return -1;
    }
}

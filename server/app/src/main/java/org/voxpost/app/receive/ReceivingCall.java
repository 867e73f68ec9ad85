package org.voxpost.app.receive;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.stream.StreamTerms;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.sdp.ConnectionAddress;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.Origin;
import org.voxpost.sdp.SdpException;
import org.voxpost.sdp.SessionDescription;
import org.voxpost.sip.Body;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.IncomingCall;
import org.voxpost.sip.OfferExchange;
import org.voxpost.sip.OfferOutcome;
import org.voxpost.sip.OtherUri;
import org.voxpost.sip.SipHeaders;
import org.voxpost.sip.SipSyntaxException;
import org.voxpost.sip.SipUri;

/**
 * One call from its INVITE to its end, and its MSRP streams: each file that is offered or asked for is taken or declined on its own
 * (RFC 5547 §8.2.3). The fields belong to the call's lane, which waits for no disk.
 */
final class ReceivingCall implements CallEvents {
    private static final Logger log = LoggerFactory.getLogger(ReceivingCall.class);
    private static final Duration BYE_GRACE = Duration.ofSeconds(2);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String NAME = "Voxpost delivery server";

    private final DeliveryServer server;
    private final IncomingCall call;
    private final Lane lane;

    /** By the place of the m-line in the description, from 0. */
    private final SortedMap<Integer, MsrpStream> streams = new TreeMap<>();

    private final StreamTerms terms;
    private boolean over;
    private @Nullable SessionDescription ours;
    private boolean answerAwaited;

    ReceivingCall(DeliveryServer server, IncomingCall call, Lane lane) {
        this.server = server;
        this.call = call;
        this.lane = lane;
        this.terms = new StreamTerms(
                server.msrp(), server.terms().policy(), server.terms().msrp().advertisedHost(), NAME);
    }

    /** Answers the INVITE. On the lane. */
    void begin() {
        if (!terms.policy().address().reoffers()) {
            call.refreshWithoutOffers();
        }
        if (server.terms().refuse().isPresent()) {
            int status = server.terms().refuse().getAsInt();
            server.events().lost(call.callId(), "", "refused with " + status + ", as every call");
            call.reject(status);
        } else if (call.requestUri() instanceof OtherUri service) {
            server.events().lost(call.callId(), "", "refused: " + service + " is no delivery server");
            call.reject(404);
        } else if (call.body().isEmpty()) {
            offer();
        } else {
            try {
                Optional<Body> offer = call.body().get().sessionDescription();
                if (offer.isEmpty()) {
                    call.reject(
                            415, "", SipHeaders.of("Accept", "application/sdp, multipart/related, multipart/mixed"));
                    return;
                }
                StreamAnswers answers = new StreamAnswers(this, streams, description(offer));
                answers.begin().whenComplete((_, _) -> lane.execute(() -> answer(answers)));
            } catch (SdpException | SipSyntaxException e) {
                call.reject(400, "", warning(String.valueOf(e.getMessage())));
            }
        }
    }

    private void answer(StreamAnswers answers) {
        answers.forgetDeclined();
        if (over) {
            streams.values().forEach(stream -> stream.end("the call is over"));
        } else if (answers.none()) {
            call.reject(
                    answers.refusal().status(), "", warning(answers.refusal().why()));
        } else {
            SessionDescription answer = answers.answer(
                    SessionDescription.answerTo(answers.offer(), origin(), NAME).withConnection(address()));
            ours = answer;
            call.answer(body(answer));
            streams.values().forEach(MsrpStream::answered);
        }
    }

    void hangUp() {
        call.hangUp();
    }

    /** Something of ours failed before the call had an owner; nobody will tell us of its end. */
    void broken() {
        over = true;
        streams.values().forEach(stream -> stream.end("we failed"));
        server.over(this);
    }

    /** A call without a body: the offer is ours, the answer comes with the ACK (RFC 3261 §13.2.1). */
    @Override
    public void confirmed(Optional<Body> body) {
        if (answerAwaited) {
            answerAwaited = false;
            answered(body, true, why -> call.hangUp("SIP;cause=488;text=\"" + why + "\""));
        }
    }

    /**
     * Takes the answer to an offer of ours, as soon as the names in it are looked up.
     *
     * @param tellsFiles whether the files are those that it names
     * @param unusable told why it cannot be used
     */
    private void answered(Optional<Body> body, boolean tellsFiles, Consumer<String> unusable) {
        List<CompletableFuture<Answered>> located = new ArrayList<>();
        try {
            SessionDescription answer = description(body);
            for (var entry : streams.entrySet()) {
                if (entry.getKey() < answer.media().size() && entry.getValue().session() != null) {
                    CompletableFuture<Answered> found = new CompletableFuture<>();
                    MediaDescription media = answer.complete(answer.media().get(entry.getKey()));
                    terms.locate(media, lane, one -> found.complete(new Answered(entry.getValue(), one)));
                    located.add(found);
                }
            }
        } catch (SdpException | SipSyntaxException e) {
            unusable.accept("the answer cannot be read");
            return;
        }
        if (located.isEmpty()) {
            unusable.accept("no MSRP stream in the answer");
            return;
        }
        var _ = CompletableFuture.allOf(located.toArray(CompletableFuture<?>[]::new))
                .thenRun(() ->
                        agree(located.stream().map(CompletableFuture::join).toList(), tellsFiles, unusable));
    }

    /** A stream, and what the caller answers to our offer of it. */
    private record Answered(MsrpStream stream, MediaDescription media) {}

    private void agree(List<Answered> answers, boolean tellsFiles, Consumer<String> unusable) {
        boolean withoutCema = false;
        try {
            for (Answered answer : answers) {
                MsrpSession session = answer.stream().session();
                if (session == null) {
                    continue;
                }
                if (tellsFiles && answer.stream() instanceof TakingStream taking) {
                    taking.answeredBy(answer.media());
                }
                withoutCema |= !agreed(session, answer.media());
            }
        } catch (SdpException | NegotiationRefused e) {
            unusable.accept("no MSRP stream that could be used");
            return;
        }
        if (withoutCema) {
            offerInMidCall(unusable);
        }
    }

    /** False where the caller is to be offered the same without CEMA, for the middlebox between us (RFC 6714 §4.2). */
    private boolean agreed(MsrpSession session, MediaDescription answer) throws NegotiationRefused {
        try {
            session.answered(answer);
            return true;
        } catch (NegotiationRefused e) {
            if (e.reason() != NegotiationRefused.Reason.WITHOUT_CEMA
                    || !terms.policy().address().reoffers()) {
                throw e;
            }
            return false;
        }
    }

    /** An offer in mid-call may move a session, add and remove streams, or begin another file: one with another file-transfer-id (RFC 5547 §8.1). */
    @Override
    public void offered(OfferExchange exchange) {
        SessionDescription before = ours;
        if (before == null) {
            exchange.reject(488, "");
            return;
        }
        try {
            if (exchange.offer().isEmpty()) {
                SessionDescription again = offerAgain(before);
                ours = again;
                answerAwaited = true;
                exchange.answer(body(again));
                return;
            }
            StreamAnswers answers = new StreamAnswers(this, streams, description(exchange.offer()));
            List<MsrpStream> standing = List.copyOf(streams.values());
            answers.begin()
                    .whenComplete((_, _) -> lane.execute(() -> {
                        answers.forgetDeclined();
                        if (answers.none()) {
                            exchange.reject(488, "");
                            return;
                        }
                        SessionDescription next = before.next(
                                answers.answer(SessionDescription.answerTo(answers.offer(), before.origin(), NAME))
                                        .media());
                        ours = next;
                        exchange.answer(body(next));
                        streams.values().stream()
                                .filter(stream -> !standing.contains(stream))
                                .forEach(MsrpStream::answered);
                        if (streams.isEmpty()) {
                            lane.after(BYE_GRACE, this::hangUpWithoutStreams);
                        }
                    }));
        } catch (SdpException | SipSyntaxException e) {
            exchange.reject(488, "");
        }
    }

    /** A caller that closes its last stream is to hang up, and may forget to (RFC 5547 §8.4). */
    private void hangUpWithoutStreams() {
        if (streams.isEmpty()) {
            call.hangUp();
        }
    }

    private SessionDescription offerAgain(SessionDescription before) {
        List<MediaDescription> again = new ArrayList<>(before.media());
        streams.forEach((index, stream) -> {
            MsrpSession session = stream.session();
            if (session != null) {
                again.set(index, session.reoffer());
            }
        });
        return before.next(again);
    }

    /** A relay of ours has given us another path: the caller has to know before the old one expires (RFC 4976 §9.4). */
    void rerouted() {
        offerInMidCall(why -> log.warn("The caller does not take another path to us: call={}, {}", id(), why));
    }

    /** Offers what stands as it is now. */
    private void offerInMidCall(Consumer<String> unusable) {
        SessionDescription before = ours;
        if (over || before == null) {
            return;
        }
        SessionDescription next = offerAgain(before);
        ours = next;
        var _ = call.offer(body(next)).thenAccept(outcome -> {
            switch (outcome) {
                case OfferOutcome.Accepted(var answer) -> answered(answer, false, unusable);
                case OfferOutcome.Refused(var status, var reason) -> unusable.accept("it answered " + status);
                case OfferOutcome.CallOver() -> {}
            }
        });
    }

    @Override
    public void ended(CallEnd end) {
        over = true;
        String why = end.inWords("the caller");
        boolean tail = end instanceof CallEnd.RemoteBye;
        var _ = CompletableFuture.allOf(streams.values().stream()
                        .map(stream -> (tail ? stream.endAfterTail(why) : stream.end(why)).toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new))
                .whenComplete((_, _) -> {
                    server.over(this);
                    server.events().ended(call.callId(), why);
                });
    }

    private void offer() {
        TakingStream stream = TakingStream.offered(this);
        stream.offer()
                .whenComplete((session, failure) -> lane.execute(() -> {
                    if (session == null) {
                        call.reject(500, "", SipHeaders.none());
                    } else if (over) {
                        session.end();
                    } else {
                        stream.stand(session);
                        streams.put(0, stream);
                        SessionDescription offer = SessionDescription.of(origin(), NAME)
                                .withConnection(address())
                                .plus(session.localDescription());
                        ours = offer;
                        answerAwaited = true;
                        call.answer(body(offer));
                    }
                }));
    }

    private static Body body(SessionDescription description) {
        return new Body("application/sdp", description.encode());
    }

    /** An icon beside it is read past: nobody here looks at pictures. */
    private static SessionDescription description(Optional<Body> body) throws SdpException {
        return SessionDescription.parse(
                body.flatMap(Body::sessionDescription).map(Body::bytes).orElse(new byte[0]));
    }

    String id() {
        return call.callId();
    }

    StreamTerms terms() {
        return terms;
    }

    Lane lane() {
        return lane;
    }

    DeliveryServer server() {
        return server;
    }

    /** Who has the files: tags and ports of the caller change from call to call. */
    String sender() {
        return switch (call.remoteUri()) {
            case SipUri sip -> sip.user() + "@" + sip.host();
            case OtherUri other -> other.text();
        };
    }

    void declined(String name, String why) {
        server.events().lost(call.callId(), name, "refused: " + why);
    }

    /** A file that was asked for is given. Who gives says when it is over. */
    void given() {
        if (streams.values().stream().allMatch(MsrpStream::over)) {
            call.hangUp();
        }
    }

    /** A caller that closes its connection first says BYE right behind; one that lost it never will. */
    void sessionLost() {
        if (streams.values().stream().allMatch(MsrpStream::over)) {
            lane.after(BYE_GRACE, () -> call.hangUp("SIP;cause=500;text=\"no MSRP connection\""));
        }
    }

    private static SipHeaders warning(String why) {
        return SipHeaders.of("Warning", "399 voxpost \"" + why.replaceAll("[\\p{Cntrl}\"\\\\]", "?") + "\"");
    }

    private ConnectionAddress address() {
        return ConnectionAddress.of(server.terms().msrp().advertisedHost());
    }

    private Origin origin() {
        return Origin.of("voxpost", RANDOM.nextLong() >>> 1, address());
    }
}

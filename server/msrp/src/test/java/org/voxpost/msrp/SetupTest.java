package org.voxpost.msrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.msrp.NegotiationRefused.Reason;
import org.voxpost.msrp.PeerPolicy.AnswerSetup;
import org.voxpost.msrp.PeerPolicy.OfferSetup;
import org.voxpost.msrp.Peers.Outcome;
import org.voxpost.msrp.Peers.Receiving;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.SessionDescription;
import org.voxpost.sdp.Setup;
import org.voxpost.testkit.MsrpPeer;

/** Who connects, and what is no session at all (RFC 4975 §8, RFC 6135 §4). */
@Timeout(60)
@ParameterizedClass
@ValueSource(strings = {"127.0.0.1", "::1"})
class SetupTest {

    private final String address;

    private final Receiving alice = new Receiving();
    private final Receiving bob = new Receiving();
    private MsrpEndpoint offerer;
    private MsrpEndpoint answerer;

    SetupTest(String address) {
        this.address = address;
    }

    @BeforeEach
    void open() throws Exception {
        offerer = MsrpEndpoint.open(Peers.on(address));
        answerer = MsrpEndpoint.open(Peers.on(address));
    }

    @AfterEach
    void close() {
        offerer.close();
        answerer.close();
    }

    private String host() {
        return address.equals("::1") ? "[::1]" : address;
    }

    private static SessionTerms terms(OfferSetup offer, AnswerSetup answer) {
        return SessionTerms.of(List.of("text/plain"))
                .withPolicy(PeerPolicy.DEFAULT.withOfferSetup(offer).withAnswerSetup(answer));
    }

    private static SessionTerms terms() {
        return SessionTerms.of(List.of("text/plain"));
    }

    private static void exchange(MsrpSession from, Receiving to) throws Exception {
        Outcome outcome = new Outcome();
        from.send(MessageContent.of("text/plain", "hello".getBytes(StandardCharsets.UTF_8)), outcome);
        assertThat(Peers.await(to.messages).text()).isEqualTo("hello");
        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Delivered(5));
    }

    @ParameterizedTest
    @CsvSource({
        "ACTPASS,PASSIVE,true",
        "ACTPASS,ACTIVE,false",
        "ACTIVE,PASSIVE,true",
        "ACTIVE,ACTIVE,true",
        "PASSIVE,PASSIVE,false",
        "PASSIVE,ACTIVE,false"
    })
    void negotiatedSideConnectsAndBothSend(OfferSetup offer, AnswerSetup answer, boolean offererConnects)
            throws Exception {
        MsrpSession offering = offerer.offer(terms(offer, AnswerSetup.PASSIVE), alice);
        MsrpSession answering = answerer.answer(offering.localDescription(), terms(OfferSetup.ACTPASS, answer), bob);
        answering.start();
        offering.answered(answering.localDescription());
        exchange(offering, bob);
        exchange(answering, alice);
        assertThat(offerer.statistics().connected()).isEqualTo(offererConnects ? 1 : 0);
        assertThat(answerer.statistics().connected()).isEqualTo(offererConnects ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({"none", "holdconn"})
    void withoutSetupTheOffererConnects(String setup) throws Exception {
        MsrpSession offering = offerer.offer(terms(), alice);
        MsrpSession answering = answerer.answer(withSetup(offering.localDescription(), setup), terms(), bob);
        assertThat(answering.localDescription().attribute("setup").orElseThrow().text())
                .isEqualTo("passive");
        answering.start();
        offering.answered(withSetup(answering.localDescription(), setup));
        exchange(offering, bob);
        assertThat(offerer.statistics().connected()).isEqualTo(1);
    }

    private static MediaDescription withSetup(MediaDescription media, String setup) {
        MediaDescription without = media.without("setup");
        return setup.equals("none") ? without : without.with(Attribute.of("setup", setup));
    }

    @Test
    void offerSaysWhatTheRfcWants() {
        MediaDescription offer = offerer.offer(
                        SessionTerms.sending("audio/amr", 30_000)
                                .withAttributes(List.of(Attribute.of("file-disposition", "attachment"))),
                        alice)
                .localDescription();
        assertThat(offer.port()).isEqualTo(offerer.port());
        assertThat(offer.protocol()).isEqualTo("TCP/MSRP");
        assertThat(offer.formats()).containsExactly("*");
        assertThat(offer.attribute("setup").orElseThrow().text()).isEqualTo("actpass");
        assertThat(offer.attribute("path").orElseThrow().text())
                .matches("msrp://" + Pattern.quote(host()) + ":" + offerer.port() + "/[a-z2-7]{26};tcp");
        assertThat(offer.has("sendonly")).isTrue();
        assertThat(offer.has("accept-types")).isTrue();
        assertThat(offer.has("connection")).isFalse();
        assertThat(offer.attribute("file-disposition").orElseThrow().text()).isEqualTo("attachment");
    }

    @Test
    void activeOfferShowsTheDiscardPort() {
        MediaDescription offer = offerer.offer(terms(OfferSetup.ACTIVE, AnswerSetup.PASSIVE), alice)
                .localDescription();
        assertThat(offer.port()).isEqualTo(9);
        assertThat(offer.attribute("path").orElseThrow().text()).contains(":" + offerer.port() + "/");
    }

    @Test
    void advertisedAddressIsShownAndTheListenerIsElsewhere() throws Exception {
        try (MsrpEndpoint behind = MsrpEndpoint.open(Peers.loopback().withAdvertised("2001:db8::1", 2855))) {
            MediaDescription offer = behind.offer(terms(), alice).localDescription();
            assertThat(offer.port()).isEqualTo(2855);
            assertThat(offer.attribute("path").orElseThrow().text()).startsWith("msrp://[2001:db8::1]:2855/");
        }
    }

    @Test
    void peerThatIsEarlyIsServedBeforeTheAnswerIsTaken() throws Exception {
        MsrpSession offering = offerer.offer(terms(), alice);
        MsrpSession answering =
                answerer.answer(offering.localDescription(), terms(OfferSetup.ACTPASS, AnswerSetup.ACTIVE), bob);
        answering.start();
        exchange(answering, alice);
        offering.answered(answering.localDescription());
        exchange(offering, bob);
    }

    @Test
    void answersThatMakeNoSessionAreRefused() throws Exception {
        SessionTerms sending = SessionTerms.sending("audio/amr", 30_000);
        MediaDescription good = answerer.answer(
                        offerer.offer(sending, alice).localDescription(), SessionTerms.of(List.of("*")), bob)
                .localDescription();
        assertRefused(sending, good.withPort(0), Reason.DECLINED);
        assertRefused(sending, MediaDescription.of("audio", 9, "RTP/AVP", List.of("0")), Reason.TRANSPORT);
        assertRefused(sending, good.without("path"), Reason.NO_PATH);
        assertRefused(sending, good.replacing(Attribute.of("path", "msrp://x;tcp")), Reason.BAD_PATH);
        assertRefused(sending, good.replacing(Attribute.of("path", "msrps://x:1/s;tcp")), Reason.TRANSPORT);
        assertRefused(sending, good.replacing(Attribute.of("setup", "actpass")), Reason.SETUP);
        assertRefused(sending, good.replacing(Attribute.of("accept-types", "text/plain")), Reason.TYPES);
        assertRefused(sending, good.with(Attribute.of("max-size", "29999")), Reason.MAX_SIZE);
        SessionTerms active = sending.withPolicy(PeerPolicy.DEFAULT.withOfferSetup(OfferSetup.ACTIVE));
        assertRefused(active, good.replacing(Attribute.of("setup", "active")), Reason.SETUP);
    }

    private void assertRefused(SessionTerms terms, MediaDescription answer, Reason reason) {
        MsrpSession session = offerer.offer(terms, new Receiving());
        assertThatThrownBy(() -> session.answered(answer)).isInstanceOfSatisfying(NegotiationRefused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.getStackTrace()).isEmpty();
        });
    }

    private MediaDescription raw(MsrpPeer peer, String setup) {
        return withSetup(Peers.description(peer.uri(), Setup.ACTIVE), setup);
    }

    /** Connects as the peer that the session is for, and is let in. */
    private void connects(MsrpPeer peer, MsrpSession session) {
        peer.remotePath(Peers.path(session)).sendEmpty();
        peer.expectResponse(200);
    }

    private MsrpPeer dialled() {
        return MsrpPeer.connect(new InetSocketAddress(InetAddress.ofLiteral(address), offerer.port()));
    }

    @ParameterizedTest
    @CsvSource({
        "ACTPASS,active,they",
        "ACTPASS,passive,we",
        "ACTPASS,actpass,nobody",
        "ACTPASS,holdconn,we",
        "ACTPASS,none,we",
        "ACTIVE,active,nobody",
        "ACTIVE,passive,we",
        "ACTIVE,actpass,nobody",
        "ACTIVE,holdconn,we",
        "ACTIVE,none,we",
        "PASSIVE,active,they",
        "PASSIVE,passive,nobody",
        "PASSIVE,actpass,nobody",
        "PASSIVE,holdconn,nobody",
        "PASSIVE,none,nobody"
    })
    void everyAnswerToAnOfferOfOursHasItsMeaning(OfferSetup ours, String theirs, String connects) throws Exception {
        MsrpSession session = offerer.offer(terms(ours, AnswerSetup.PASSIVE), alice);
        try (MsrpPeer peer = MsrpPeer.listen(InetAddress.ofLiteral(address))) {
            MediaDescription answer = raw(peer, theirs);
            switch (connects) {
                case "we" -> {
                    session.answered(answer);
                    peer.respond(peer.expectSend(), 200);
                }
                case "they" -> {
                    session.answered(answer);
                    try (MsrpPeer active = dialled()) {
                        connects(active, session);
                    }
                    assertThat(peer.connectionCount()).isZero();
                }
                default ->
                    assertThatThrownBy(() -> session.answered(answer))
                            .isInstanceOfSatisfying(
                                    NegotiationRefused.class,
                                    refused -> assertThat(refused.reason()).isEqualTo(Reason.SETUP));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "active,PASSIVE,passive", "passive,PASSIVE,active", "actpass,PASSIVE,passive", "holdconn,PASSIVE,passive",
        "none,PASSIVE,passive", "active,ACTIVE,passive", "passive,ACTIVE,active", "actpass,ACTIVE,active",
        "holdconn,ACTIVE,passive", "none,ACTIVE,passive"
    })
    void everyOfferToUsHasItsAnswer(String theirs, AnswerSetup ours, String answered) throws Exception {
        try (MsrpPeer peer = MsrpPeer.listen(InetAddress.ofLiteral(address))) {
            MsrpSession session = offerer.answer(raw(peer, theirs), terms(OfferSetup.ACTPASS, ours), alice);
            session.start();
            assertThat(session.localDescription()
                            .attribute("setup")
                            .orElseThrow()
                            .text())
                    .isEqualTo(answered);
            if (answered.equals("active")) {
                peer.respond(peer.expectSend(), 200);
            } else {
                try (MsrpPeer active = dialled()) {
                    connects(active, session);
                }
            }
        }
    }

    @Test
    void sideThatCannotBeReachedConnects() throws Exception {
        try (MsrpEndpoint hidden =
                        MsrpEndpoint.open(Peers.on(address).withNetwork(MsrpNetwork.DEFAULT.withReachable(false)));
                MsrpPeer peer = MsrpPeer.listen(InetAddress.ofLiteral(address))) {
            MediaDescription offer = hidden.offer(terms(), alice).localDescription();
            assertThat(offer.attribute("setup").orElseThrow().text()).isEqualTo("active");
            assertThat(offer.port()).isEqualTo(9);
            MsrpSession answering = hidden.answer(raw(peer, "actpass"), terms(), bob);
            assertThat(answering
                            .localDescription()
                            .attribute("setup")
                            .orElseThrow()
                            .text())
                    .isEqualTo("active");
            answering.start();
            peer.respond(peer.expectSend(), 200);
        }
    }

    /** Two sides that can neither be reached, one of which knows no a=setup (RFC 6135 §5). */
    @Test
    void offererThatNobodyReachesAndKnowsNoSetupEndsInATimeout() throws Exception {
        try (MsrpEndpoint impatient = MsrpEndpoint.open(
                Peers.on(address).withTimeouts(MsrpTimeouts.DEFAULT.withEstablish(Duration.ofMillis(200))))) {
            MsrpSession session = impatient.answer(
                    Peers.description("msrp://10.9.8.7:2855/nat;tcp", Setup.ACTIVE)
                            .without("setup"),
                    terms(),
                    alice);
            session.start();
            assertThat(Peers.await(alice.ended).cause()).isEqualTo(SessionEnd.Cause.NOT_ESTABLISHED);
        }
    }

    @Test
    void peerBehindANatWorksWhenItConnects() throws Exception {
        MediaDescription offer = Peers.description("msrp://192.168.1.20:2855/nat;tcp", Setup.ACTIVE)
                .with(Attribute.of("connection", "new"))
                .with(Attribute.of("connection", "new"));
        MsrpSession session = offerer.answer(offer, terms(), alice);
        session.start();
        assertThat(session.localDescription().has("connection")).isFalse();
        try (MsrpPeer active = dialled()) {
            connects(active, session);
        }
    }

    @Test
    void requestsForTheAdvertisedAddressFindTheSession() throws Exception {
        try (MsrpEndpoint behind = MsrpEndpoint.open(Peers.on(address).withAdvertised("media.example.com", 12_855))) {
            MsrpSession session = behind.offer(terms(), alice);
            session.answered(Peers.description("msrp://192.168.1.20:2855/nat;tcp", Setup.ACTIVE));
            assertThat(Peers.path(session)).startsWith("msrp://media.example.com:12855/");
            try (MsrpPeer active =
                    MsrpPeer.connect(new InetSocketAddress(InetAddress.ofLiteral(address), behind.port()))) {
                connects(active, session);
                session.send(MessageContent.of("text/plain", new byte[5]), new Outcome());
                assertThat(active.expectSend().header("From-Path")).hasValue(Peers.path(session));
            }
        }
    }

    /** The sample of the AudioCodes manual: a name in the c-line, and a real port beside a=setup:active. */
    @Test
    void activeOfferWithARealPortIsTaken() throws Exception {
        SessionDescription sample = SessionDescription.parse("""
            v=0
            o=alice 2890844526 2890844526 IN IP4 alice.example.com
            s=-
            c=IN IP4 alice.example.com
            m=message 7654 TCP/MSRP *
            a=accept-types:text/plain
            a=setup:active
            a=path:msrp://alice.example.com:7654/jshA7weztas;tcp
            """.getBytes(StandardCharsets.UTF_8));
        MsrpSession session = offerer.answer(sample.complete(sample.media().getFirst()), terms(), alice);
        session.start();
        assertThat(session.localDescription().attribute("setup").orElseThrow().text())
                .isEqualTo("passive");
        assertThat(session.localDescription().port()).isEqualTo(offerer.port());
        try (MsrpPeer active = dialled()) {
            connects(active, session);
        }
    }
}

package org.voxpost.msrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.msrp.AddressPolicy.Target;
import org.voxpost.msrp.NegotiationRefused.Reason;
import org.voxpost.msrp.PeerPolicy.AnswerSetup;
import org.voxpost.msrp.Peers.Receiving;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.ConnectionAddress;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.Setup;
import org.voxpost.testkit.DnsPeer;
import org.voxpost.testkit.FaultProxy;
import org.voxpost.testkit.MsrpPeer;

/** The c- and m-line, and who may change them (RFC 4975 §8.1, RFC 6714). */
@Timeout(60)
class CemaTest {

    private static final Attribute CEMA = Attribute.flag("msrp-cema");
    private static final String NOWHERE = "msrp://nowhere.invalid:2855/";

    private final Receiving alice = new Receiving();
    private final Receiving bob = new Receiving();
    private final MsrpEndpoint endpoint = Peers.open();
    private final MsrpEndpoint answerer = Peers.open();
    private final FaultProxy middlebox =
            FaultProxy.to(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), answerer.port()));

    CemaTest() throws Exception {}

    @AfterEach
    void close() {
        endpoint.close();
        answerer.close();
        middlebox.close();
    }

    private static SessionTerms terms(Target target) {
        return SessionTerms.of(List.of("*"))
                .withPolicy(PeerPolicy.DEFAULT.withAddress(AddressPolicy.DEFAULT.withTarget(target)));
    }

    private static SessionTerms active(Target target) {
        SessionTerms terms = terms(target);
        return terms.withPolicy(terms.policy().withAnswerSetup(AnswerSetup.ACTIVE));
    }

    private static MediaDescription line(MediaDescription media, String host, int port) {
        return media.withConnection(ConnectionAddress.of(host)).withPort(port);
    }

    private static void refused(Reason reason, ThrowingCallable negotiation) {
        assertThatThrownBy(negotiation)
                .isInstanceOfSatisfying(
                        NegotiationRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @EnumSource
    void attributeIsShownByPolicyOnly(Target target) throws Exception {
        MediaDescription offer = endpoint.offer(terms(target), alice).localDescription();
        assertThat(offer.has("msrp-cema")).isEqualTo(target == Target.CEMA);
        MediaDescription theirs =
                Peers.description("msrp://127.0.0.1:2855/x;tcp", Setup.ACTPASS).with(CEMA);
        assertThat(endpoint.answer(theirs, terms(target), bob)
                        .localDescription()
                        .has("msrp-cema"))
                .isEqualTo(target == Target.CEMA);
    }

    @Test
    void offererGoesThroughTheMiddleboxOfTheAnswer() throws Exception {
        MsrpSession offering = endpoint.offer(terms(Target.CEMA), alice);
        MsrpSession answering = answerer.answer(offering.localDescription(), terms(Target.CEMA), bob);
        answering.start();
        offering.answered(line(answering.localDescription(), "127.0.0.1", middlebox.port()));
        assertThat(Peers.await(alice.established)).isTrue();
        assertThat(middlebox.connectionCount()).isEqualTo(1);
    }

    @Test
    void pathThatNobodyCanResolveDoesNotMatter() throws Exception {
        try (MsrpPeer peer = MsrpPeer.listen().answerAlways()) {
            MsrpSession offering = endpoint.offer(terms(Target.CEMA), alice);
            MediaDescription answer =
                    Peers.description(NOWHERE + "ue;tcp", Setup.PASSIVE).with(CEMA);
            offering.answered(line(answer, "127.0.0.1", peer.port()));
            assertThat(peer.expectSend().header("To-Path")).hasValue(NOWHERE + "ue;tcp");
            assertThat(Peers.await(alice.established)).isTrue();
        }
    }

    @Test
    void answererGoesThroughTheMiddleboxOfTheOffer() throws Exception {
        MsrpSession offering = answerer.offer(terms(Target.CEMA), alice);
        MediaDescription offer = line(offering.localDescription(), "127.0.0.1", middlebox.port());
        MsrpSession answering = endpoint.answer(offer, active(Target.CEMA), bob);
        answering.start();
        offering.answered(answering.localDescription());
        assertThat(Peers.await(bob.established)).isTrue();
        assertThat(middlebox.connectionCount()).isEqualTo(1);
    }

    @Test
    void middleboxBeforeAnAnswererWithoutCemaIsUsedAsWell() throws Exception {
        MsrpSession offering = endpoint.offer(terms(Target.CEMA), alice);
        MsrpSession answering = answerer.answer(offering.localDescription(), terms(Target.PATH), bob);
        answering.start();
        offering.answered(line(answering.localDescription(), "127.0.0.1", middlebox.port()));
        assertThat(Peers.await(alice.established)).isTrue();
        assertThat(middlebox.connectionCount()).isEqualTo(1);
    }

    @Test
    void answererThatConnectsPastTheMiddleboxIsOfferedAgainWithoutCema() throws Exception {
        MsrpSession offering = endpoint.offer(terms(Target.CEMA), alice);
        MediaDescription answer = Peers.description("msrp://192.168.1.2:2855/x;tcp", Setup.ACTIVE);
        refused(Reason.WITHOUT_CEMA, () -> offering.answered(line(answer, "127.0.0.1", middlebox.port())));
        MediaDescription again = offering.reoffer();
        assertThat(again.has("msrp-cema")).isFalse();
        MsrpSession answering = answerer.answer(again, terms(Target.PATH), bob);
        answering.start();
        offering.answered(answering.localDescription());
        assertThat(Peers.await(alice.established)).isTrue();
    }

    @Test
    void offerThatAMiddleboxChangedWithoutCemaIsRefused() {
        MediaDescription offer = Peers.description("msrp://192.168.1.2:2855/x;tcp", Setup.ACTPASS);
        refused(
                Reason.MIDDLEBOX,
                () -> endpoint.answer(line(offer, "127.0.0.1", middlebox.port()), terms(Target.CEMA), bob));
    }

    @Test
    void offerWithoutCemaThatNobodyChangedIsAnsweredWithIt() throws Exception {
        MediaDescription offer = Peers.description("msrp://[2001:db8::1]:2855/x;tcp", Setup.ACTPASS);
        MsrpSession session = endpoint.answer(line(offer, "2001:DB8:0:0::1", 2855), terms(Target.CEMA), bob);
        assertThat(session.localDescription().has("msrp-cema")).isTrue();
    }

    @Test
    void namesAreLookedUpBeforeTheyAreCompared() throws Exception {
        try (DnsPeer names = DnsPeer.open().host("alice.example.com", "192.0.2.7", "192.0.2.8");
                MsrpEndpoint named = MsrpEndpoint.open(Peers.loopback()
                        .withNetwork(MsrpNetwork.DEFAULT.withNameServers(
                                List.of(names.address()), Duration.ofSeconds(5))))) {
            MediaDescription offer =
                    line(Peers.description("msrp://alice.example.com:2855/x;tcp", Setup.ACTPASS), "192.0.2.8", 2855);
            MediaDescription located = Peers.await(named.located(offer).toCompletableFuture());
            assertThat(named.answer(located, terms(Target.CEMA), bob)
                            .localDescription()
                            .has("msrp-cema"))
                    .isTrue();
            MediaDescription elsewhere =
                    Peers.await(named.located(line(offer, "192.0.2.9", 2855)).toCompletableFuture());
            refused(Reason.MIDDLEBOX, () -> named.answer(elsewhere, terms(Target.CEMA), alice));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PATH", "IGNORE"})
    void otherwiseThePathAloneLeadsToThePeer(Target target) throws Exception {
        try (MsrpPeer peer = MsrpPeer.listen().answerAlways()) {
            MsrpSession offering = endpoint.offer(terms(target), alice);
            offering.answered(line(Peers.description(peer.uri(), Setup.PASSIVE), "192.0.2.1", 7));
            assertThat(Peers.await(alice.established)).isTrue();
            assertThat(endpoint.statistics().deviations().containsKey("CONNECTION_LINE_ELSEWHERE"))
                    .isEqualTo(target == Target.PATH);
        }
    }
}

package org.voxpost.msrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.msrp.PeerPolicy.AnswerSetup;
import org.voxpost.msrp.PeerPolicy.OfferSetup;
import org.voxpost.msrp.Peers.Outcome;
import org.voxpost.msrp.Peers.Receiving;
import org.voxpost.msrp.RelayRefused.Reason;
import org.voxpost.msrp.SendOutcome.Phase;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.Setup;
import org.voxpost.testkit.MsrpFrame;
import org.voxpost.testkit.MsrpPeer;
import org.voxpost.testkit.RelayPeer;
import org.voxpost.testkit.RelayPeer.Fault;
import org.voxpost.testkit.RelayScript;

/** Sessions through relays: ours, the peer's, both (RFC 4976 §5, RFC 6135 §4.2.3). */
@Timeout(60)
class RelayTest {

    private static final String USER = "alice";
    private static final String PASSWORD = "secret";

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Receiving alice = new Receiving();
    private final Receiving bob = new Receiving();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private MsrpEndpoint endpoint() throws Exception {
        return endpoint(MsrpTimeouts.DEFAULT);
    }

    private MsrpEndpoint endpoint(MsrpTimeouts timeouts) throws Exception {
        MsrpEndpoint endpoint = MsrpEndpoint.open(Peers.loopback().withTimeouts(timeouts));
        open.add(endpoint);
        return endpoint;
    }

    private RelayPeer relay(RelayScript script) {
        RelayPeer relay = RelayPeer.listen(script, USER, PASSWORD);
        open.add(relay);
        return relay;
    }

    private static RelayAccount account(RelayPeer relay) {
        return RelayAccount.of(relay.uri(), USER, PASSWORD).withTimeouts(Duration.ofMillis(500), Duration.ofHours(1));
    }

    private static SessionTerms terms(PeerPolicy policy) {
        return SessionTerms.of(List.of("text/plain", "audio/amr")).withPolicy(policy);
    }

    private static SessionTerms plain() {
        return terms(PeerPolicy.DEFAULT);
    }

    private static SessionTerms through(RelayPeer relay) {
        return terms(PeerPolicy.DEFAULT.withRelay(account(relay)));
    }

    private static MsrpSession await(CompletionStage<MsrpSession> stage) throws Exception {
        return Peers.await(stage.toCompletableFuture());
    }

    private static String attribute(MsrpSession session, String name) {
        return session.localDescription().attribute(name).orElseThrow().text();
    }

    private static void exchange(MsrpSession from, Receiving to, String text) throws Exception {
        Outcome outcome = new Outcome();
        from.send(MessageContent.of("text/plain", text.getBytes(StandardCharsets.UTF_8)), outcome);
        assertThat(Peers.await(to.messages).text()).isEqualTo(text);
        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Delivered(text.length()));
    }

    private static void assertRefused(CompletionStage<MsrpSession> stage, Reason reason) throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        var _ = stage.whenComplete((_, why) -> failure.complete(why));
        assertThat(Peers.await(failure))
                .isInstanceOfSatisfying(
                        RelayRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    /** Offer and answer between two endpoints; both sides write. */
    private void talk(MsrpEndpoint offerer, SessionTerms offering, MsrpEndpoint answerer, SessionTerms answering)
            throws Exception {
        MsrpSession one = await(offerer.offerAsync(offering, alice));
        MsrpSession two = await(answerer.answerAsync(one.localDescription(), answering, bob));
        two.start();
        one.answered(two.localDescription());
        exchange(one, bob, "to bob");
        exchange(two, alice, "to alice");
        byte[] file = new byte[100_000];
        new Random(1).nextBytes(file);
        Outcome outcome = new Outcome();
        one.send(MessageContent.of("audio/amr", file), outcome);
        assertThat(Peers.await(bob.messages).bytes()).isEqualTo(file);
        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Delivered(file.length));
    }

    @Test
    void offererBehindARelayReachesAPeerWithout() throws Exception {
        RelayPeer relay = relay(RelayScript.KAMAILIO);
        talk(endpoint(), through(relay), endpoint(), plain());
        assertThat(relay.largestFrame()).isBetween(2_049, 8_192);
    }

    @Test
    void answererBehindARelayIsReachedFromWithout() throws Exception {
        talk(endpoint(), plain(), endpoint(), through(relay(RelayScript.MSRPRELAY.withAlgorithm("SHA-256"))));
    }

    @Test
    void reportThatARelayBringsOverAnotherConnectionCounts() throws Exception {
        MsrpEndpoint offerer = endpoint();
        MsrpSession one = await(offerer.offerAsync(plain(), alice));
        MsrpSession two =
                await(endpoint().answerAsync(one.localDescription(), through(relay(RelayScript.KAMAILIO)), bob));
        two.start();
        one.answered(two.localDescription());
        exchange(one, bob, "to bob");
        assertThat(offerer.statistics().accepted()).isEqualTo(1);
    }

    @Test
    void relayThatOpensAConnectionOfItsOwnForWhatItsClientSaysIsHeard() throws Exception {
        MsrpEndpoint offerer = endpoint();
        talk(offerer, plain(), endpoint(), through(relay(RelayScript.KAMAILIO)));
        assertThat(offerer.statistics().connected()).isEqualTo(1);
        assertThat(offerer.statistics().accepted()).isEqualTo(1);
    }

    @Test
    void secondConnectionWithoutARelayIsTurnedAway() throws Exception {
        MsrpPeer peer = MsrpPeer.listen().answerAlways();
        open.add(peer);
        MsrpEndpoint endpoint = endpoint();
        MsrpSession session = endpoint.offer(plain(), alice);
        session.answered(Peers.description(peer.uri(), Setup.PASSIVE));
        Peers.await(alice.established);
        try (MsrpPeer second =
                MsrpPeer.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port()))) {
            second.remotePath(attribute(session, "path")).sendEmpty();
            second.expectResponse(506);
        }
    }

    @Test
    void eachBehindARelayOfItsOwn() throws Exception {
        talk(endpoint(), through(relay(RelayScript.KAMAILIO)), endpoint(), through(relay(RelayScript.MSRPRELAY)));
    }

    @Test
    void bothBehindOneRelay() throws Exception {
        RelayPeer relay = relay(RelayScript.KAMAILIO);
        talk(endpoint(), through(relay), endpoint(), through(relay));
    }

    @Test
    void offererBehindAChainOfRelays() throws Exception {
        RelayPeer inner = relay(RelayScript.KAMAILIO);
        RelayPeer outer = relay(RelayScript.KAMAILIO.withAlgorithm("SHA-256"));
        SessionTerms chained = terms(PeerPolicy.DEFAULT.withRelay(account(outer).withThrough(account(inner))));
        talk(endpoint(), chained, endpoint(), plain());
        assertThat(inner.asked()).hasSize(2);
        assertThat(outer.asked()).hasSize(2);
        assertThat(outer.accepted()).isEqualTo(1);
    }

    @Test
    void answererBehindAChainOfRelaysThatGiveOtherUris() throws Exception {
        RelayPeer inner = relay(RelayScript.KAMAILIO);
        RelayPeer outer = relay(RelayScript.KAMAILIO);
        RelayAccount brief = account(outer).withExpires(Duration.ofSeconds(3)).withThrough(account(inner));
        MsrpSession one = await(endpoint().offerAsync(plain(), alice));
        MsrpSession two =
                await(endpoint().answerAsync(one.localDescription(), terms(PeerPolicy.DEFAULT.withRelay(brief)), bob));
        two.start();
        String path = attribute(two, "path");
        assertThat(path.split(" ", -1)).hasSize(3);
        assertThat(path).startsWith(outer.uri().substring(0, outer.uri().indexOf(';')));
        one.answered(two.localDescription());
        exchange(one, bob, "before");
        Peers.await(bob.redescribed);
        two.answered(one.reoffered(two.reoffer()));
        exchange(one, bob, "after");
    }

    @Test
    void messagesCutAnewByARelayArriveWhole() throws Exception {
        RelayPeer relay = relay(RelayScript.MSRPRELAY);
        talk(endpoint(), through(relay), endpoint(), plain());
    }

    @Test
    void offerShowsTheWayThroughTheRelay() throws Exception {
        RelayPeer relay = relay(RelayScript.KAMAILIO);
        MsrpEndpoint endpoint = endpoint();
        PeerPolicy nated = PeerPolicy.DEFAULT.withOfferSetup(OfferSetup.ACTIVE).withRelay(account(relay));
        MsrpSession session = await(endpoint.offerAsync(terms(nated), alice));
        String host = relay.uri().substring("msrp://".length(), relay.uri().indexOf(';'));
        assertThat(attribute(session, "path"))
                .matches("msrp://" + host + "/\\w+;tcp msrp://127\\.0\\.0\\.1:" + endpoint.port() + "/" + session.id()
                        + ";tcp");
        assertThat(attribute(session, "setup")).isEqualTo("actpass");
        MediaDescription media = session.localDescription();
        assertThat(media.port()).isEqualTo(Integer.parseInt(host.substring(host.indexOf(':') + 1)));
        assertThat(media.connection().orElseThrow().address()).isEqualTo("127.0.0.1");
        assertThat(media.has("fingerprint")).isFalse();
    }

    @Test
    void everySessionHasAnAuthAndAUriOfItsOwnOverOneConnection() throws Exception {
        RelayPeer relay = relay(RelayScript.KAMAILIO);
        MsrpEndpoint endpoint = endpoint();
        MsrpSession one = await(endpoint.offerAsync(through(relay), alice));
        MsrpSession two = await(endpoint.offerAsync(through(relay), bob));
        assertThat(attribute(one, "path").split(" ", -1)[0])
                .isNotEqualTo(attribute(two, "path").split(" ", -1)[0]);
        assertThat(relay.accepted()).isEqualTo(1);
        // A challenge once, then its nonce again.
        assertThat(relay.asked()).hasSize(3);
        assertThat(relay.asked().getLast().header("Authorization").orElseThrow())
                .contains("nc=00000002");
        MsrpSession own = await(endpoint.offerAsync(
                terms(PeerPolicy.DEFAULT
                        .withRelay(account(relay))
                        .withPool(PoolPolicy.DEFAULT.withSharing(PoolPolicy.Sharing.OWN))),
                new Receiving()));
        assertThat(own.localDescription().has("path")).isTrue();
        assertThat(relay.accepted()).isEqualTo(2);
    }

    @Test
    void connectionToTheRelayStaysForTheNextSession() throws Exception {
        RelayPeer relay = relay(RelayScript.KAMAILIO);
        MsrpEndpoint endpoint = endpoint();
        await(endpoint.offerAsync(through(relay), alice)).end();
        Peers.await(alice.ended);
        await(endpoint.offerAsync(through(relay), bob));
        assertThat(relay.accepted()).isEqualTo(1);
    }

    @Test
    void passiveSideIsSilentTowardsItsRelayUntilThePeerSpeaks() throws Exception {
        RelayPeer relay = relay(RelayScript.KAMAILIO);
        MsrpPeer peer = MsrpPeer.listen();
        open.add(peer);
        MsrpSession session = await(endpoint().offerAsync(through(relay), alice));
        session.answered(MediaDescription.message(peer.port(), false)
                .with(Attribute.of("path", peer.uri()))
                .with(Attribute.of("setup", "active"))
                .with(Attribute.of("accept-types", "*")));
        Outcome outcome = new Outcome();
        session.send(MessageContent.of("text/plain", "late".getBytes(StandardCharsets.UTF_8)), outcome);
        peer.expectNothing(Duration.ofMillis(300));
        assertThat(relay.traffic()).doesNotContain(" SEND");
        String first = attribute(session, "path").split(" ", -1)[0];
        try (MsrpPeer active = MsrpPeer.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(first.replaceAll(".*:(\\d+)/.*", "$1"))))) {
            active.remotePath(attribute(session, "path"));
            active.sendEmpty();
            active.expectResponse(200);
            Peers.await(alice.established);
            MsrpFrame send = peer.answerAlways().expectSend();
            assertThat(send.header("To-Path").orElseThrow()).isEqualTo(peer.uri());
            assertThat(send.header("From-Path").orElseThrow())
                    .isEqualTo(first + " " + attribute(session, "path").split(" ", -1)[1]);
            assertThat(send.header("Success-Report").orElseThrow()).isEqualTo("yes");
        }
    }

    @Test
    void relayTakingAMessageIsNoDelivery() throws Exception {
        RelayPeer relay = relay(RelayScript.KAMAILIO);
        MsrpPeer peer = MsrpPeer.listen().answerAlways();
        open.add(peer);
        MsrpEndpoint endpoint = endpoint(MsrpTimeouts.DEFAULT.withReport(Duration.ofMillis(300)));
        MsrpSession session = await(endpoint.offerAsync(through(relay), alice));
        session.answered(MediaDescription.message(peer.port(), false)
                .with(Attribute.of("path", peer.uri()))
                .with(Attribute.of("setup", "passive"))
                .with(Attribute.of("accept-types", "*")));
        Outcome lost = new Outcome();
        session.send(MessageContent.of("text/plain", "one".getBytes(StandardCharsets.UTF_8)), lost);
        assertThat(Peers.await(lost.outcome)).isEqualTo(new SendOutcome.TimedOut(SendOutcome.Phase.REPORT));
        Outcome refused = new Outcome();
        session.send(MessageContent.of("text/plain", "two".getBytes(StandardCharsets.UTF_8)), refused);
        MsrpFrame send = peer.expectSend();
        while (!send.text().equals("two")) {
            send = peer.expectSend();
        }
        peer.report(send, 413, "1-3/3");
        assertThat(Peers.await(refused.outcome)).isInstanceOf(SendOutcome.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({"SWALLOWS,REPORT", "IGNORES,RESPONSE", "STOPS_READING,WRITE", "HANGS_UP,"})
    void fileThatARelayLosesEndsInTimeAsWhatMayGoBetterLater(Fault fault, @Nullable Phase phase) throws Exception {
        RelayPeer relay = relay(RelayScript.KAMAILIO);
        Duration brief = Duration.ofMillis(700);
        MsrpTimeouts timeouts = MsrpTimeouts.DEFAULT
                .withReport(brief)
                .withTransaction(fault == Fault.IGNORES ? brief : Duration.ofSeconds(30))
                .withWriteStall(brief);
        MsrpSession one = await(endpoint(timeouts).offerAsync(through(relay), alice));
        MsrpSession two = endpoint().answer(one.localDescription(), plain(), bob);
        two.start();
        one.answered(two.localDescription());
        exchange(one, bob, "before");
        relay.fault(fault);
        Outcome outcome = new Outcome();
        one.send(
                MessageContent.of("audio/amr", new byte[fault == Fault.STOPS_READING ? 20_000_000 : 300_000]), outcome);
        SendOutcome end = Peers.await(outcome.outcome);
        if (phase == null) {
            assertThat(end).isInstanceOf(SendOutcome.ConnectionLost.class);
        } else {
            assertThat(end).isEqualTo(new SendOutcome.TimedOut(phase));
        }
    }

    @Test
    void wrongPasswordIsToldAfterOneTry() throws Exception {
        RelayPeer relay = relay(RelayScript.KAMAILIO);
        RelayAccount wrong = RelayAccount.of(relay.uri(), USER, "wrong");
        assertRefused(endpoint().offerAsync(terms(PeerPolicy.DEFAULT.withRelay(wrong)), alice), Reason.CREDENTIALS);
        assertThat(relay.asked()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void relayThatDoesNotKnowThePasswordItselfIsNotTrusted(boolean naming) throws Exception {
        RelayPeer relay = relay(naming ? RelayScript.KAMAILIO : RelayScript.MSRPRELAY);
        relay.pose();
        assertRefused(endpoint().offerAsync(through(relay), alice), Reason.IDENTITY);
    }

    @Test
    void staleNonceAndBoundsOfTheRelayAreMet() throws Exception {
        RelayPeer relay = relay(RelayScript.KAMAILIO.stale(1).withBounds(1, 600));
        await(endpoint().offerAsync(through(relay), alice));
        assertThat(relay.asked().getLast().header("Expires")).contains("600");
        assertThat(relay.asked()).hasSize(4);
    }

    @Test
    void relayThatIsNotThereIsTriedAgainAndThenToldOf() throws Exception {
        RelayPeer relay = relay(RelayScript.KAMAILIO);
        relay.close();
        MsrpEndpoint endpoint = endpoint(MsrpTimeouts.DEFAULT.withEstablish(Duration.ofMillis(900)));
        assertRefused(endpoint.offerAsync(through(relay), alice), Reason.UNREACHABLE);
        assertRefused(
                endpoint.answerAsync(endpoint().offer(plain(), bob).localDescription(), through(relay), alice),
                Reason.UNREACHABLE);
    }

    @Test
    void endpointThatClosesTellsThoseWhoWait() throws Exception {
        RelayPeer relay = relay(RelayScript.KAMAILIO);
        relay.close();
        MsrpEndpoint endpoint = endpoint();
        CompletionStage<MsrpSession> waiting = endpoint.offerAsync(through(relay), alice);
        endpoint.close();
        assertRefused(waiting, Reason.UNREACHABLE);
    }

    @Test
    void relayOfTlsNeedsAContext() throws Exception {
        RelayAccount secure = RelayAccount.of("msrps://127.0.0.1:2855;tcp", USER, PASSWORD);
        MsrpEndpoint endpoint = endpoint();
        assertThatThrownBy(() -> endpoint.offerAsync(terms(PeerPolicy.DEFAULT.withRelay(secure)), alice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TLS context");
        PeerPolicy unlike =
                PeerPolicy.DEFAULT.withSecurity(MediaSecurity.TLS).withRelay(account(relay(RelayScript.KAMAILIO)));
        assertThatThrownBy(() -> endpoint.offerAsync(terms(unlike), alice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plain");
    }

    @Test
    void lossOfTheRelayEndsItsSessionsAndTheNextOneEntersAgain() throws Exception {
        RelayPeer relay = relay(RelayScript.KAMAILIO);
        MsrpEndpoint endpoint = endpoint();
        await(endpoint.offerAsync(through(relay), alice));
        relay.resetAll();
        assertThat(Peers.await(alice.ended).cause()).isEqualTo(SessionEnd.Cause.CONNECTION_LOST);
        await(endpoint.offerAsync(through(relay), bob));
        assertThat(relay.accepted()).isEqualTo(2);
    }

    @Test
    void wayIsRenewedBeforeItExpires() throws Exception {
        RelayPeer relay = relay(RelayScript.MSRPRELAY);
        RelayAccount brief = account(relay).withExpires(Duration.ofSeconds(1));
        MsrpSession session = await(endpoint().offerAsync(terms(PeerPolicy.DEFAULT.withRelay(brief)), alice));
        String path = attribute(session, "path");
        relay.awaitAsked(6);
        assertThat(attribute(session, "path")).isEqualTo(path);
        assertThat(alice.ended).isNotDone();
    }

    @Test
    void anotherPathFromTheRelayIsShownAndUsed() throws Exception {
        RelayPeer relay = relay(RelayScript.KAMAILIO);
        RelayAccount brief = account(relay).withExpires(Duration.ofSeconds(1));
        MsrpSession one = await(endpoint().offerAsync(terms(PeerPolicy.DEFAULT.withRelay(brief)), alice));
        MsrpSession two = endpoint().answer(one.localDescription(), plain(), bob);
        two.start();
        one.answered(two.localDescription());
        String path = attribute(one, "path");
        exchange(one, bob, "before");
        Peers.await(alice.redescribed);
        assertThat(attribute(one, "path")).isNotEqualTo(path).endsWith(path.split(" ", -1)[1]);
        exchange(one, bob, "after");
    }

    @Test
    void plainFaceSaysThatARelayTakesTime() throws Exception {
        RelayPeer relay = relay(RelayScript.KAMAILIO);
        MsrpEndpoint endpoint = endpoint();
        assertThatThrownBy(() -> endpoint.offer(through(relay), alice)).isInstanceOf(IllegalArgumentException.class);
        MediaDescription offer = endpoint().offer(plain(), bob).localDescription();
        assertThatThrownBy(() -> endpoint.answer(offer, through(relay), alice))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void answerThatIsRefusedAsksNoRelay() throws Exception {
        RelayPeer relay = relay(RelayScript.KAMAILIO);
        MediaDescription offer = endpoint().offer(plain(), bob).localDescription();
        assertThatThrownBy(() -> await(endpoint().answerAsync(offer.without("path"), through(relay), alice)))
                .hasCauseInstanceOf(NegotiationRefused.class);
        assertThat(relay.asked()).isEmpty();
    }

    @Test
    void answerWithSetupOfOursStillGoesThroughTheRelay() throws Exception {
        RelayPeer relay = relay(RelayScript.KAMAILIO);
        PeerPolicy active =
                PeerPolicy.DEFAULT.withAnswerSetup(AnswerSetup.ACTIVE).withRelay(account(relay));
        MsrpEndpoint answerer = endpoint();
        talk(endpoint(), plain(), answerer, terms(active));
        assertThat(answerer.statistics().connected()).isEqualTo(1);
        assertThat(answerer.statistics().accepted()).isZero();
    }
}

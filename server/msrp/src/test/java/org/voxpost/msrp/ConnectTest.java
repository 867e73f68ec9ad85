package org.voxpost.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.msrp.Peers.Receiving;
import org.voxpost.sdp.Setup;
import org.voxpost.testkit.DnsPeer;
import org.voxpost.testkit.MsrpPeer;

/** Names and addresses, and where our connections start (RFC 4975 §6.2). */
@Timeout(60)
class ConnectTest {

    private final DnsPeer names = DnsPeer.open();
    private final MsrpPeer peer = MsrpPeer.listen().answerAlways();
    private final Receiving events = new Receiving();
    private MsrpEndpoint endpoint;

    ConnectTest() throws Exception {
        endpoint = MsrpEndpoint.open(configuration("127.0.0.1"));
    }

    @AfterEach
    void close() {
        endpoint.close();
        peer.close();
        names.close();
    }

    private MsrpConfiguration configuration(String bind) {
        return Peers.on(bind)
                .withNetwork(MsrpNetwork.DEFAULT.withNameServers(List.of(names.address()), Duration.ofMillis(500)));
    }

    private void reopen(MsrpConfiguration configuration) throws Exception {
        endpoint.close();
        endpoint = MsrpEndpoint.open(configuration);
    }

    private void connect(String host, PeerPolicy policy, Receiving to) throws NegotiationRefused {
        MsrpSession session = endpoint.offer(SessionTerms.of(List.of("*")).withPolicy(policy), to);
        String path = peer.uri().replace("127.0.0.1", host);
        session.answered(Peers.description(path, Setup.PASSIVE));
    }

    private void connect(String host) throws NegotiationRefused {
        connect(host, PeerPolicy.DEFAULT, events);
    }

    @Test
    void nameLeadsToThePeerAndStaysInItsPath() throws Exception {
        names.host("ds.example.com", "127.0.0.1");
        connect("DS.example.com");
        assertThat(Peers.await(events.established)).isTrue();
        assertThat(peer.expectSend().header("To-Path").orElseThrow()).startsWith("msrp://DS.example.com:");
    }

    @Test
    void everyAddressIsTriedInTurn() throws Exception {
        names.host("ds.example.com", "127.0.0.3", "127.0.0.2", "127.0.0.1");
        connect("ds.example.com");
        assertThat(Peers.await(events.established)).isTrue();
    }

    @Test
    void addressesOfBothFamiliesAreTried() throws Exception {
        names.host("ds.example.com", "::1", "127.0.0.1");
        reopen(configuration("::1"));
        connect("ds.example.com");
        assertThat(Peers.await(events.established)).isTrue();
    }

    @Test
    void addressThatIsSilentTakesItsShareOfTheTimeOnly() throws Exception {
        try (ServerSocket deaf = new ServerSocket(peer.port(), 1, InetAddress.ofLiteral("127.0.0.2"))) {
            List<Socket> filled = fill(deaf);
            names.host("ds.example.com", "127.0.0.2", "127.0.0.1");
            reopen(configuration("127.0.0.1").withTimeouts(MsrpTimeouts.DEFAULT.withConnect(Duration.ofSeconds(1))));
            connect("ds.example.com");
            assertThat(Peers.await(events.established)).isTrue();
            for (Socket one : filled) {
                one.close();
            }
        }
    }

    /** Connects until nobody is let in any more. */
    private static List<Socket> fill(ServerSocket server) throws Exception {
        List<Socket> filled = new ArrayList<>();
        while (true) {
            Socket one = new Socket();
            filled.add(one);
            try {
                one.connect(server.getLocalSocketAddress(), 200);
            } catch (java.net.SocketTimeoutException full) {
                return filled;
            }
        }
    }

    @Test
    void failureSaysWhatWasTried() throws Exception {
        names.host("ds.example.com", "127.0.0.3", "127.0.0.2");
        connect("ds.example.com");
        SessionEnd end = Peers.await(events.ended);
        assertThat(end.cause()).isEqualTo(SessionEnd.Cause.CONNECT_FAILED);
        assertThat(end.detail())
                .isEqualTo("cannot connect to ds.example.com:" + peer.port()
                        + ": tried 127.0.0.3 (Connection refused), 127.0.0.2 (Connection refused)");
    }

    @Test
    void nameThatNobodyKnowsEndsTheSession() throws Exception {
        connect("nowhere.example.com");
        SessionEnd end = Peers.await(events.ended);
        assertThat(end.cause()).isEqualTo(SessionEnd.Cause.CONNECT_FAILED);
        assertThat(end.detail()).contains("cannot be resolved", "nowhere.example.com");
    }

    @Test
    void nameServerThatIsSilentHoldsUpNobodyElse() throws Exception {
        reopen(configuration("127.0.0.1").withEventLoopThreads(1));
        names.silent();
        connect("ds.example.com");
        Receiving other = new Receiving();
        connect("127.0.0.1", PeerPolicy.DEFAULT, other);
        assertThat(Peers.await(other.established)).isTrue();
        assertThat(events.ended).isNotDone();
        assertThat(Peers.await(events.ended).cause()).isEqualTo(SessionEnd.Cause.CONNECT_FAILED);
    }

    private static PeerPolicy from(AddressPolicy.Source source) {
        return PeerPolicy.DEFAULT
                .withAddress(AddressPolicy.DEFAULT.withSource(source))
                .withPool(PoolPolicy.DEFAULT.withSharing(PoolPolicy.Sharing.OWN));
    }

    @Test
    void connectionStartsAtTheAddressOfTheListener() throws Exception {
        reopen(configuration("127.0.0.5"));
        connect("127.0.0.1", from(AddressPolicy.Source.ADDRESS), events);
        InetSocketAddress from = peer.expectConnectionFrom();
        assertThat(from.getAddress().getHostAddress()).isEqualTo("127.0.0.5");
        assertThat(from.getPort()).isNotEqualTo(endpoint.port());
    }

    @Test
    void connectionStartsAtThePortOfTheListenerAsLongAsItIsFree() throws Exception {
        connect("127.0.0.1", from(AddressPolicy.Source.LISTENER), events);
        assertThat(peer.expectConnectionFrom().getPort()).isEqualTo(endpoint.port());
        assertThat(Peers.await(events.established)).isTrue();
        Receiving second = new Receiving();
        connect("127.0.0.1", from(AddressPolicy.Source.LISTENER), second);
        assertThat(peer.expectConnectionFrom().getPort()).isNotEqualTo(endpoint.port());
        assertThat(Peers.await(second.established)).isTrue();
    }

    @Test
    void listenerWhosePortIsSharedWithOurConnectionsStillListens() throws Exception {
        connect("127.0.0.1", from(AddressPolicy.Source.LISTENER), events);
        assertThat(Peers.await(events.established)).isTrue();
        MsrpSession session = endpoint.offer(SessionTerms.of(List.of("*")), new Receiving());
        try (MsrpPeer late =
                MsrpPeer.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), endpoint.port()))) {
            late.remotePath(Peers.path(session)).sendEmpty();
            late.expectResponse(200);
        }
    }

    @Test
    void otherFamilyThanTheListenersIsLeftToTheSystem() throws Exception {
        reopen(configuration("::1"));
        connect("127.0.0.1", from(AddressPolicy.Source.LISTENER), events);
        assertThat(Peers.await(events.established)).isTrue();
    }

    @Test
    void connectionFromWhereNoneAreTakenIsClosed() throws Exception {
        reopen(Peers.on("127.0.0.1")
                .withNetwork(MsrpNetwork.DEFAULT.withAllowedSources(
                        source -> source.getHostAddress().equals("127.0.0.9"))));
        MsrpSession session = endpoint.offer(SessionTerms.of(List.of("*")), events);
        InetSocketAddress listener = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), endpoint.port());
        try (MsrpPeer stranger = MsrpPeer.connect(listener)) {
            stranger.expectEnd();
        }
        try (Socket socket =
                        new Socket(listener.getAddress(), listener.getPort(), InetAddress.ofLiteral("127.0.0.9"), 0);
                MsrpPeer friend = MsrpPeer.connect(socket)) {
            friend.remotePath(Peers.path(session)).sendEmpty();
            friend.expectResponse(200);
        }
        assertThat(endpoint.statistics().refused()).isEqualTo(1);
    }

    @Test
    void relayWithoutAPortIsWhereItsServiceIs() throws Exception {
        names.service("_msrps._tcp.relays.example.com", 10, 0, free(), "one.example.com")
                .service("_msrps._tcp.relays.example.com", 20, 0, peer.port(), "two.example.com")
                .host("one.example.com", "127.0.0.1")
                .host("two.example.com", "127.0.0.1");
        try (MsrpEndpoint secure = secure()) {
            var _ = secure.offerAsync(through("msrps://relays.example.com;tcp"), events);
            // The first hello is no MSRP; that it comes here is what counts.
            peer.expectConnection();
        }
    }

    @Test
    void relayWithoutServiceIsSoughtAtTheUsualPort() throws Exception {
        names.host("relay.example.com", "127.0.0.3");
        try (MsrpEndpoint secure = secure()) {
            assertRefused(secure, "msrps://relay.example.com;tcp", "127.0.0.3");
        }
    }

    @Test
    void serviceThatIsSaidNotToBeIsNotSought() throws Exception {
        names.service("_msrps._tcp.none.example.com", 0, 0, 0, ".").host("none.example.com", "127.0.0.1");
        try (MsrpEndpoint secure = secure()) {
            assertRefused(secure, "msrps://none.example.com;tcp", "there is no _msrps._tcp.none.example.com");
        }
    }

    private static void assertRefused(MsrpEndpoint endpoint, String relay, String why) throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        var _ = endpoint.offerAsync(through(relay), new Receiving())
                .whenComplete((_, refused) -> failure.complete(refused));
        assertThat(Peers.await(failure)).isInstanceOf(RelayRefused.class).hasMessageContaining(why);
    }

    private static SessionTerms through(String relay) {
        return SessionTerms.of(List.of("*"))
                .withPolicy(PeerPolicy.DEFAULT.withRelay(RelayAccount.of(relay, "alice", "secret")));
    }

    private MsrpEndpoint secure() throws Exception {
        return MsrpEndpoint.open(configuration("127.0.0.1")
                .withTimeouts(MsrpTimeouts.DEFAULT.withEstablish(Duration.ofMillis(600)))
                .withTls(TlsSettings.of(TlsContext.selfSigned(TlsContext.DEFAULT_NAME))));
    }

    private static int free() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

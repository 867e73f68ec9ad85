package org.voxpost.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.msrp.Peers.Outcome;
import org.voxpost.msrp.Peers.Receiving;
import org.voxpost.sdp.Setup;
import org.voxpost.testkit.MsrpPeer;

/** How sessions to one peer are spread over connections (RFC 4975 §5.4). */
@Timeout(60)
class PoolTest {

    private final MsrpPeer peer = MsrpPeer.listen().answerAlways();
    private final MsrpEndpoint endpoint;

    PoolTest() throws Exception {
        endpoint = Peers.open();
    }

    @AfterEach
    void close() {
        endpoint.close();
        peer.close();
    }

    private static SessionTerms terms(PoolPolicy pool) {
        return SessionTerms.of(List.of("*")).withPolicy(PeerPolicy.DEFAULT.withPool(pool));
    }

    private MsrpSession open(PoolPolicy pool, String path, Receiving events) throws NegotiationRefused {
        MsrpSession session = endpoint.offer(terms(pool), events);
        session.answered(Peers.description(path, Setup.PASSIVE));
        return session;
    }

    private List<MsrpSession> open(PoolPolicy pool, int count) throws Exception {
        List<MsrpSession> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Receiving events = new Receiving();
            sessions.add(open(pool, peer.uri(), events));
            assertThat(Peers.await(events.established)).isTrue();
        }
        return sessions;
    }

    @Test
    void sessionsOpenAnotherConnectionWhenOneIsFullAndShareThemWhenAllAre() throws Exception {
        PoolPolicy pool = PoolPolicy.DEFAULT.withCaps(3, 2);
        open(pool, 3);
        assertThat(endpoint.statistics().connected()).isEqualTo(1);
        open(pool, 3);
        assertThat(endpoint.statistics().connected()).isEqualTo(2);
        List<MsrpSession> more = open(pool, 5);
        assertThat(endpoint.statistics().connected()).isEqualTo(2);
        Outcome outcome = new Outcome();
        more.getLast().send(MessageContent.of("text/plain", new byte[5]), outcome);
        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Delivered(5));
    }

    @Test
    void placeOfASessionThatEndedIsTakenByTheNext() throws Exception {
        PoolPolicy pool = PoolPolicy.DEFAULT.withCaps(2, 2);
        open(pool, 1);
        Receiving events = new Receiving();
        MsrpSession leaving = open(pool, peer.uri(), events);
        assertThat(Peers.await(events.established)).isTrue();
        leaving.end();
        Peers.await(events.ended);
        open(pool, 1);
        assertThat(endpoint.statistics().connected()).isEqualTo(1);
    }

    @Test
    void endpointsBehindOneHostAndPortShareAConnection() throws Exception {
        Set<String> asked = new HashSet<>();
        for (String user : List.of("alice", "bob")) {
            Receiving events = new Receiving();
            open(PoolPolicy.DEFAULT, "msrp://" + user + "@127.0.0.1:" + peer.port() + "/" + user + "9;tcp", events);
            assertThat(Peers.await(events.established)).isTrue();
            asked.add(peer.expectSend().header("To-Path").orElseThrow());
        }
        assertThat(asked).hasSize(2);
        assertThat(peer.connectionCount()).isEqualTo(1);
    }

    @Test
    void lostConnectionEndsEverySessionOnIt() throws Exception {
        List<Receiving> all = List.of(new Receiving(), new Receiving(), new Receiving());
        for (Receiving events : all) {
            open(PoolPolicy.DEFAULT, peer.uri(), events);
            assertThat(Peers.await(events.established)).isTrue();
        }
        peer.reset();
        for (Receiving events : all) {
            assertThat(Peers.await(events.ended).cause()).isEqualTo(SessionEnd.Cause.CONNECTION_LOST);
        }
        open(PoolPolicy.DEFAULT, 1);
        assertThat(endpoint.statistics().connected()).isEqualTo(2);
    }

    /** A peer that connected to us for a session of its own, and has this path. */
    private MsrpPeer connected(PoolPolicy pool, String path) throws Exception {
        Receiving events = new Receiving();
        MsrpSession session = endpoint.offer(terms(pool), events);
        session.answered(Peers.description(path, Setup.ACTIVE));
        MsrpPeer active = MsrpPeer.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), endpoint.port()))
                .answerAlways();
        active.remotePath(Peers.path(session)).sendEmpty();
        active.expectResponse(200);
        assertThat(Peers.await(events.established)).isTrue();
        return active;
    }

    @Test
    void connectionThatThePeerMadeCarriesOurSessionsToo() throws Exception {
        try (MsrpPeer active = connected(PoolPolicy.DEFAULT, peer.uri())) {
            Receiving events = new Receiving();
            MsrpSession ours = open(PoolPolicy.DEFAULT, peer.uri(), events);
            assertThat(active.expectSend().header("From-Path")).hasValue(Peers.path(ours));
            assertThat(Peers.await(events.established)).isTrue();
            assertThat(endpoint.statistics().connected()).isZero();
        }
    }

    @Test
    void connectionThatThePeerMadeIsLeftAloneByPolicy() throws Exception {
        PoolPolicy pool = PoolPolicy.DEFAULT.withUseTheirs(false);
        try (MsrpPeer active = connected(pool, peer.uri())) {
            open(pool, 1);
            assertThat(active.connectionCount()).isEqualTo(1);
            assertThat(endpoint.statistics().connected()).isEqualTo(1);
        }
    }

    @Test
    void addressInAPathThatTheConnectionDoesNotComeFromIsNoProofOfAnything() throws Exception {
        try (MsrpPeer stranger = connected(PoolPolicy.DEFAULT, "msrp://127.0.0.2:" + peer.port() + "/other;tcp")) {
            Receiving events = new Receiving();
            open(PoolPolicy.DEFAULT, "msrp://127.0.0.2:" + peer.port() + "/victim;tcp", events);
            assertThat(Peers.await(events.ended).cause()).isEqualTo(SessionEnd.Cause.CONNECT_FAILED);
            assertThat(stranger.connectionCount()).isEqualTo(1);
        }
    }
}

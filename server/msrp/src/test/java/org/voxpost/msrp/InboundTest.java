package org.voxpost.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.msrp.Peers.Receiving;
import org.voxpost.sdp.ConnectionAddress;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.Setup;
import org.voxpost.testkit.MsrpPeer;

/** Where a peer may connect from, where its policy asks for that. */
@Timeout(60)
class InboundTest {

    private final Receiving events = new Receiving();
    private final MsrpEndpoint endpoint = Peers.open();
    private final MsrpSession session = endpoint.offer(
            SessionTerms.of(List.of("*"))
                    .withPolicy(PeerPolicy.DEFAULT.withAddress(
                            AddressPolicy.DEFAULT.withInbound(AddressPolicy.Inbound.DESCRIBED))),
            events);

    InboundTest() throws Exception {}

    @AfterEach
    void close() {
        endpoint.close();
    }

    private MsrpPeer from(String address) throws IOException {
        Socket socket =
                new Socket(InetAddress.ofLiteral("127.0.0.1"), endpoint.port(), InetAddress.ofLiteral(address), 0);
        return MsrpPeer.connect(socket).remotePath(Peers.path(session));
    }

    private static MediaDescription described(String host) {
        return Peers.description("msrp://" + host + ":2855/peer;tcp", Setup.ACTIVE);
    }

    @Test
    void elsewhereThanThePathThereIsNoSession() throws Exception {
        session.answered(described("127.0.0.7"));
        try (MsrpPeer stranger = from("127.0.0.8");
                MsrpPeer peer = from("127.0.0.7")) {
            stranger.sendEmpty();
            stranger.expectResponse(481);
            peer.sendEmpty();
            peer.expectResponse(200);
        }
    }

    @Test
    void hostOfTheConnectionLineWillDo() throws Exception {
        session.answered(described("10.0.0.1").withConnection(ConnectionAddress.of("127.0.0.7")));
        try (MsrpPeer peer = from("127.0.0.7")) {
            peer.sendEmpty();
            peer.expectResponse(200);
        }
    }

    @Test
    void requestBeforeTheAnswerWaitsForIt() throws Exception {
        try (MsrpPeer peer = from("127.0.0.7")) {
            peer.sendEmpty();
            assertThat(events.established).isNotDone();
            session.answered(described("127.0.0.7"));
            peer.expectResponse(200);
        }
    }

    @Test
    void requestThatWaitedForAnAnswerThatNeverCameFindsNoSession() throws Exception {
        try (MsrpPeer peer = from("127.0.0.7")) {
            peer.sendEmpty();
            session.end();
            peer.expectResponse(481);
        }
    }
}

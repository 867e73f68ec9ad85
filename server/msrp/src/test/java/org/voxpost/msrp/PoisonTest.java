package org.voxpost.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.msrp.Peers.Receiving;
import org.voxpost.sdp.Setup;
import org.voxpost.testkit.MsrpPeer;

/** Something in one session breaks beyond what anybody foresaw, and the others do not notice. */
@Timeout(60)
class PoisonTest {

    private static final byte[] TEXT = "hello".getBytes(StandardCharsets.UTF_8);

    private final Receiving healthy = new Receiving();
    private MsrpEndpoint endpoint;

    PoisonTest() throws Exception {
        endpoint = Peers.open();
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void anApplicationThatOverflowsTheStackFailsItsMessageAndNotTheOtherSessionsOfTheConnection() throws Exception {
        MsrpSession poisoned = session(new Receiving() {
            @Override
            public Reception incoming(IncomingMessage message) {
                throw new StackOverflowError("of the test");
            }
        });
        MsrpSession other = session(healthy);
        try (MsrpPeer peer = peer(poisoned)) {
            peer.send("text/plain", TEXT);
            peer.expectResponse(413);

            peer.remotePath(Peers.path(other));
            peer.send("text/plain", TEXT);
            peer.expectResponse(200);

            assertThat(Peers.await(healthy.messages).text()).isEqualTo("hello");
        }
    }

    @Test
    void aTraceThatOverflowsTheStackIsGivenUpAndItsConnectionStands() throws Exception {
        endpoint.close();
        endpoint = MsrpEndpoint.open(Peers.loopback().withTrace(frame -> {
            throw new StackOverflowError("of the test");
        }));
        try (MsrpPeer peer = peer(session(healthy))) {
            peer.send("text/plain", TEXT);
            peer.expectResponse(200);
            assertThat(Peers.await(healthy.messages).text()).isEqualTo("hello");
        }
    }

    private MsrpSession session(Receiving events) throws Exception {
        MsrpSession session = endpoint.offer(SessionTerms.of(List.of("*")), events);
        session.answered(Peers.description("msrp://127.0.0.1:2855/raw;tcp", Setup.ACTIVE));
        return session;
    }

    private MsrpPeer peer(MsrpSession session) {
        return MsrpPeer.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port()))
                .remotePath(Peers.path(session));
    }
}

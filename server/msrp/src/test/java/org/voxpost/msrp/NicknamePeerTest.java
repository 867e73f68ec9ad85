package org.voxpost.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.msrp.Peers.Receiving;
import org.voxpost.sdp.Setup;
import org.voxpost.testkit.MsrpFrame;
import org.voxpost.testkit.MsrpPeer;

/** A session with a chat room over real sockets: names that we ask for, and names that are asked of us (RFC 7701 §7). */
@Timeout(60)
class NicknamePeerTest {

    private final Receiving events = new Receiving();
    private MsrpEndpoint endpoint;
    private MsrpPeer room;
    private MsrpSession session;

    @BeforeEach
    void connect() throws Exception {
        room = MsrpPeer.listen();
        endpoint = Peers.open();
        session = endpoint.offer(SessionTerms.of(List.of("*")), events);
        session.answered(Peers.description(room.uri(), Setup.PASSIVE));
        room.remotePath(Peers.path(session)).respond(room.expectSend(), 200);
        Peers.await(events.established);
    }

    @AfterEach
    void close() {
        room.close();
        endpoint.close();
    }

    private CompletableFuture<NicknameOutcome> ask(String name) {
        return session.nickname(new Nickname(name)).toCompletableFuture();
    }

    @Test
    void aNameIsRefusedWithItsReasonAndAnotherOneIsGiven() throws Exception {
        CompletableFuture<NicknameOutcome> first = ask("Alice the great");
        MsrpFrame request = room.expect("NICKNAME");
        assertThat(request.headerLines())
                .containsExactly(
                        "To-Path: " + room.uri(),
                        "From-Path: " + Peers.path(session),
                        "Use-Nickname: \"Alice the great\"");
        room.respond(request, 425, "Nickname reserved or already in use");
        assertThat(Peers.await(first))
                .isEqualTo(new NicknameOutcome.Refused(425, "Nickname reserved or already in use"));

        CompletableFuture<NicknameOutcome> second = ask("Alice in Wonderland");
        room.respond(room.expect("NICKNAME"), 200);
        assertThat(Peers.await(second)).isEqualTo(new NicknameOutcome.Given());
    }

    @Test
    void aRoomThatGoesIsALostConnectionAndToldBeforeTheEnd() throws Exception {
        CompletableFuture<NicknameOutcome> lost = ask("Alice");
        CompletableFuture<Boolean> endedBefore = lost.thenApply(_ -> events.ended.isDone());
        room.expect("NICKNAME");
        room.reset();
        assertThat(Peers.await(lost)).isInstanceOf(NicknameOutcome.ConnectionLost.class);
        assertThat(Peers.await(endedBefore)).isFalse();
        assertThat(Peers.await(ask("Alice"))).isInstanceOf(NicknameOutcome.ConnectionLost.class);
    }

    @Test
    void whatIsAskedOfAClosedEndpointIsAnsweredAllTheSame() throws Exception {
        endpoint.close();
        assertThat(Peers.await(ask("Alice"))).isInstanceOf(NicknameOutcome.ConnectionLost.class);
    }

    @Test
    void weAreNoChatRoomAndSaySoAndTheSessionGoesOn() throws Exception {
        room.sendRaw("MSRP tid12345 NICKNAME\r\nTo-Path: " + Peers.path(session) + "\r\nFrom-Path: " + room.uri()
                + "\r\nUse-Nickname: \"Bob\"\r\n-------tid12345$\r\n");
        assertThat(room.expectResponseTo("tid12345").status()).isEqualTo(501);
        String transaction = room.send("text/plain", new byte[] {'h', 'i'});
        assertThat(room.expectResponseTo(transaction).status()).isEqualTo(200);
        assertThat(Peers.await(events.messages).text()).isEqualTo("hi");
    }
}

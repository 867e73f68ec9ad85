package org.voxpost.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.msrp.Peers.Outcome;
import org.voxpost.msrp.Peers.Receiving;

/** What the face of a session adds to sending and receiving, over real sockets. */
@Timeout(60)
class SessionFaceTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final Receiving sender = new Receiving();
    private final Receiving receiver = new Receiving();
    private MsrpEndpoint here;
    private MsrpEndpoint there;
    private MsrpSession ours;
    private MsrpSession theirs;

    @BeforeEach
    void connect() throws Exception {
        FlowTimeouts quick = FlowTimeouts.DEFAULT
                .withQuiet(Duration.ZERO, Duration.ofSeconds(15))
                .withTail(Duration.ofMillis(200));
        MsrpTimeouts timeouts = MsrpTimeouts.DEFAULT.withFlow(quick);
        StrangerLimits few = new StrangerLimits(1, 2, Duration.ofSeconds(60), Duration.ofSeconds(60));
        here = MsrpEndpoint.open(Peers.on("127.0.0.1").withTimeouts(timeouts));
        there = MsrpEndpoint.open(
                Peers.on("127.0.0.1").withTimeouts(timeouts).withLimits(MsrpLimits.DEFAULT.withStrangers(few)));
        ours = here.offer(SessionTerms.of(List.of("*")), sender);
        theirs = there.answer(ours.localDescription(), SessionTerms.of(List.of("*")), receiver);
        theirs.start();
        ours.answered(theirs.localDescription());
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    private Outcome send(MsrpSession session, String text) {
        Outcome outcome = new Outcome();
        session.send(MessageContent.of("text/plain", text.getBytes(StandardCharsets.UTF_8)), outcome);
        return outcome;
    }

    @Test
    void tailIsTakenAfterTheEnd() throws Exception {
        Peers.await(send(ours, "first").outcome);
        theirs.endAfterTail();
        Outcome late = send(ours, "late");
        assertThat(Peers.await(late.outcome)).isEqualTo(new SendOutcome.Delivered(4));
        assertThat(Peers.await(receiver.ended).cause()).isEqualTo(SessionEnd.Cause.LOCAL);
    }

    @Test
    void quietIsToldAlsoWhenTheEndpointIsClosed() throws Exception {
        Peers.await(send(ours, "first").outcome);
        Peers.await(ours.quiet().toCompletableFuture());
        here.close();
        Peers.await(ours.quiet().toCompletableFuture());
    }

    @Test
    void messageThatFailedAfterAllIsTakenBack() throws Exception {
        CompletableFuture<SendOutcome.Refused> takenBack = new CompletableFuture<>();
        CompletableFuture<SendOutcome> finished = new CompletableFuture<>();
        OutgoingMessage message =
                ours.send(MessageContent.of("text/plain", "hello".getBytes(StandardCharsets.UTF_8)), new SendEvents() {
                    @Override
                    public void finished(SendOutcome outcome) {
                        finished.complete(outcome);
                    }

                    @Override
                    public void takenBack(SendOutcome.Refused refusal) {
                        takenBack.complete(refusal);
                    }
                });
        assertThat(Peers.await(finished)).isEqualTo(new SendOutcome.Delivered(5));
        theirs.failed(message.messageId(), 408, "Nobody there");
        assertThat(Peers.await(takenBack)).isEqualTo(new SendOutcome.Refused(408, "Nobody there"));
    }

    @Test
    void connectionsWithoutASessionAreFew() throws Exception {
        Peers.await(send(ours, "bound").outcome);
        try (Socket first = open()) {
            guess(first, "tid10001");
            assertThat(new String(first.getInputStream().readNBytes(17), StandardCharsets.US_ASCII))
                    .isEqualTo("MSRP tid10001 481");
            try (Socket second = open()) {
                assertThat(second.getInputStream().read()).isEqualTo(-1);
            }
        }
        assertThat(there.statistics().refused()).isPositive();
        assertThat(there.statistics().unknownSessions()).isEqualTo(1);
    }

    @Test
    void addressThatGuessesIsShutOutAndSessionsFromThereStand() throws Exception {
        Peers.await(send(ours, "bound").outcome);
        try (Socket socket = open()) {
            for (int i = 0; i < 3; i++) {
                guess(socket, "tid1000" + i);
            }
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
        }
        try (Socket again = open()) {
            assertThat(again.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(Peers.await(send(ours, "still here").outcome)).isEqualTo(new SendOutcome.Delivered(10));
    }

    private Socket open() throws Exception {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(LOOPBACK, there.port()));
        return socket;
    }

    private static void guess(Socket socket, String transaction) throws Exception {
        socket.getOutputStream()
                .write(("MSRP " + transaction + " SEND\r\nTo-Path: msrp://127.0.0.1:2855/guess;tcp\r\n"
                                + "From-Path: msrp://127.0.0.1:2855/me;tcp\r\nMessage-ID: m1\r\n-------" + transaction
                                + "$\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }
}

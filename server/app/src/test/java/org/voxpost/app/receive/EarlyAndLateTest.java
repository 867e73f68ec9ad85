package org.voxpost.app.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxpost.msrp.AddressPolicy;
import org.voxpost.msrp.FlowTimeouts;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.MsrpNetwork;
import org.voxpost.msrp.MsrpTimeouts;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.testkit.DnsPeer;
import org.voxpost.testkit.MsrpPeer;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.SipPeer;

/** What comes before the call is agreed upon, and what comes behind its BYE (RFC 4975 §5.4; faults C13). */
@Timeout(60)
class EarlyAndLateTest {
    private static final Pattern PATH = Pattern.compile("a=path:(\\S+)");
    private static final String OURS = "msrp://127.0.0.1:2855/caller;tcp";

    @TempDir
    private Path directory;

    private final BlockingQueue<ReceivedMessage> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final SipPeer caller = SipPeer.udp();
    private final InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");

    @AfterEach
    void close() {
        caller.close();
    }

    private DeliveryServer server(FlowTimeouts flow) throws Exception {
        return DeliveryServer.open(
                ReceiveTerms.into(
                        directory.resolve("received"),
                        SipConfiguration.on("127.0.0.1", 0),
                        MsrpConfiguration.on(new InetSocketAddress(loopback, 0))
                                .withTimeouts(MsrpTimeouts.DEFAULT.withFlow(flow))),
                new ReceiveEvents() {
                    @Override
                    public void received(ReceivedMessage message) {
                        received.add(message);
                    }

                    @Override
                    public void lost(String callId, String offeredName, String why) {
                        told.add("lost " + offeredName);
                    }

                    @Override
                    public void ended(String callId, String why) {
                        told.add(why);
                    }
                });
    }

    private static String file(String name, int size) {
        return "v=0\r\no=caller 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                + "m=message 9 TCP/MSRP *\r\na=path:" + OURS
                + "\r\na=setup:active\r\na=accept-types:*\r\na=sendonly\r\n"
                + "a=file-selector:name:\"" + name + "\" type:text/plain size:" + size
                + "\r\na=file-transfer-id:t1\r\n";
    }

    private SipDialog invite(DeliveryServer server, String offer) {
        return caller.invite(new InetSocketAddress(loopback, server.sipUdpPort()), "sip:x@127.0.0.1", offer);
    }

    private MsrpPeer connect(DeliveryServer server, SipMessage description) {
        Matcher path = PATH.matcher(description.body());
        assertThat(path.find()).as(description.body()).isTrue();
        return MsrpPeer.connect(new InetSocketAddress(loopback, server.msrpPort()))
                .remotePath(path.group(1));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came");
        }
        return next;
    }

    @Test
    void aCallForHelpIsNotForADeliveryServer() throws Exception {
        try (DeliveryServer server = server(FlowTimeouts.DEFAULT)) {
            InetSocketAddress address = new InetSocketAddress(loopback, server.sipUdpPort());
            caller.invite(address, "urn:service:sos", file("a.txt", 8)).expectResponse(404, "INVITE");
            assertThat(next(told)).isEqualTo("lost ");
        }
    }

    @Test
    void aMessageBeforeTheAckWithTheAnswerWaitsForIt() throws Exception {
        try (DeliveryServer server = server(FlowTimeouts.DEFAULT)) {
            SipDialog dialog = invite(server, "");
            SipMessage offer = dialog.expectResponse(200, "INVITE");
            try (MsrpPeer peer = connect(server, offer)) {
                peer.sendEmpty();
                peer.expectResponse(200);
                String early = peer.send("text/plain", text("early"));
                peer.sendEmpty();
                peer.expectResponse(200);
                assertThat(received).isEmpty();
                dialog.ack(file("a.txt", 5));
                assertThat(peer.expectResponse(200).transaction()).isEqualTo(early);
                assertThat(next(received).file().getFileName()).hasToString("a.txt");
            }
        }
    }

    @Test
    void aMessageBeforeAnAckThatNeverBringsAnAnswerIsNotTakenForEver() throws Exception {
        try (DeliveryServer server = server(FlowTimeouts.DEFAULT.withDecision(Duration.ofMillis(300)))) {
            SipDialog dialog = invite(server, "");
            try (MsrpPeer peer = connect(server, dialog.expectResponse(200, "INVITE"))) {
                peer.send("text/plain", text("early"));
                peer.expectResponse(408);
                assertThat(received).isEmpty();
            }
        }
    }

    @Test
    void aByeThatOvertakesTheRestOfAFileLosesNothing() throws Exception {
        try (DeliveryServer server = server(FlowTimeouts.DEFAULT)) {
            SipDialog dialog = invite(server, file("a.txt", 8));
            SipMessage answer = dialog.expectResponse(200, "INVITE");
            dialog.ack();
            try (MsrpPeer peer = connect(server, answer)) {
                peer.sendChunk("m1", "text/plain", text("firs"), 1, 8, '+');
                peer.expectResponse(200);
                dialog.bye();
                dialog.expectResponse(200, "BYE");
                peer.sendChunk("m1", "text/plain", text("tlas"), 5, 8, '$');
                peer.expectResponse(200);
                assertThat(Files.readString(next(received).file())).isEqualTo("firstlas");
                assertThat(next(told)).isEqualTo("the caller hung up");
            }
        }
    }

    @Test
    void theTailOfACallIsOverInTime() throws Exception {
        try (DeliveryServer server = server(FlowTimeouts.DEFAULT.withTail(Duration.ofMillis(300)))) {
            SipDialog dialog = invite(server, file("a.txt", 8));
            SipMessage answer = dialog.expectResponse(200, "INVITE");
            dialog.ack();
            try (MsrpPeer peer = connect(server, answer)) {
                peer.sendChunk("m1", "text/plain", text("firs"), 1, 8, '+');
                peer.expectResponse(200);
                dialog.bye();
                dialog.expectResponse(200, "BYE");
                assertThat(next(told)).isEqualTo("lost a.txt");
                assertThat(next(told)).isEqualTo("the caller hung up");
                peer.sendChunk("m1", "text/plain", text("tlas"), 5, 8, '$');
                peer.expectResponse(481);
                assertThat(server.calls()).isZero();
            }
        }
    }

    @Test
    void theCallOfAFileThatCameIsOverWithItsBye() throws Exception {
        try (DeliveryServer server = server(FlowTimeouts.DEFAULT.withTail(Duration.ofSeconds(60)))) {
            SipDialog dialog = invite(server, file("a.txt", 5));
            SipMessage answer = dialog.expectResponse(200, "INVITE");
            dialog.ack();
            try (MsrpPeer peer = connect(server, answer)) {
                peer.send("text/plain", text("whole"));
                peer.expectResponse(200);
                assertThat(Files.readString(next(received).file())).isEqualTo("whole");
                dialog.bye();
                assertThat(next(told)).isEqualTo("the caller hung up");
            }
        }
    }

    @Test
    void otherBytesForTheSamePlaceAreRefused() throws Exception {
        try (DeliveryServer server = server(FlowTimeouts.DEFAULT)) {
            SipDialog dialog = invite(server, file("a.txt", 8));
            SipMessage answer = dialog.expectResponse(200, "INVITE");
            dialog.ack();
            try (MsrpPeer peer = connect(server, answer)) {
                peer.sendChunk("m1", "text/plain", text("firs"), 1, 8, '+');
                peer.expectResponse(200);
                peer.sendChunk("m1", "text/plain", text("firs"), 1, 8, '+');
                peer.expectResponse(200);
                peer.sendChunk("m1", "text/plain", text("EVIL"), 1, 8, '+');
                peer.expectResponse(400);
                assertThat(next(told)).isEqualTo("lost a.txt");
            }
        }
    }

    static Stream<FlowTimeouts> ends() {
        return Stream.of(
                FlowTimeouts.DEFAULT.withIdle(Duration.ofMillis(500)),
                FlowTimeouts.DEFAULT.withLifetime(Duration.ofMillis(500)));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void theCallIsHungUpWhenItsConnectionIsIdleOrAtTheEndOfItsLife(FlowTimeouts flow) throws Exception {
        try (DeliveryServer server = server(flow)) {
            SipDialog dialog = invite(server, file("a.txt", 8));
            SipMessage answer = dialog.expectResponse(200, "INVITE");
            dialog.ack();
            try (MsrpPeer peer = connect(server, answer)) {
                peer.sendEmpty();
                peer.expectResponse(200);
                peer.expectEnd();
                dialog.respond(dialog.expect("BYE"), 200, "OK", "");
                assertThat(next(told)).isEqualTo("lost a.txt");
            }
        }
    }

    @Test
    void namesInAnOfferAreLookedUpWhereTheyAreCompared() throws Exception {
        try (DnsPeer names = DnsPeer.open().host("caller.example.com", "192.0.2.7", "192.0.2.8");
                DeliveryServer server = DeliveryServer.open(
                        ReceiveTerms.into(
                                        directory.resolve("received"),
                                        SipConfiguration.on("127.0.0.1", 0),
                                        MsrpConfiguration.on(new InetSocketAddress(loopback, 0))
                                                .withNetwork(MsrpNetwork.DEFAULT.withNameServers(
                                                        List.of(names.address()), Duration.ofSeconds(5))))
                                .withPolicy(PeerPolicy.DEFAULT.withAddress(
                                        AddressPolicy.DEFAULT.withTarget(AddressPolicy.Target.CEMA))),
                        new ReceiveEvents() {})) {
            String offer = file("a.txt", 8)
                    .replace(OURS, "msrp://caller.example.com:2855/x;tcp")
                    .replace("c=IN IP4 127.0.0.1", "c=IN IP4 192.0.2.8");
            assertThat(invite(server, offer).expectResponse(200, "INVITE").body())
                    .contains("a=msrp-cema");
            invite(server, offer.replace("192.0.2.8", "192.0.2.9")).expectResponse(488, "INVITE");
        }
    }

    @Test
    void theCallThatClosesItsStreamIsHungUp() throws Exception {
        try (DeliveryServer server = server(FlowTimeouts.DEFAULT)) {
            SipDialog dialog = invite(server, file("a.txt", 8));
            SipMessage answer = dialog.expectResponse(200, "INVITE");
            dialog.ack();
            try (MsrpPeer peer = connect(server, answer)) {
                peer.sendChunk("m1", "text/plain", text("firs"), 1, 8, '#');
                peer.expectResponse(200);
                dialog.invite(file("a.txt", 8).replace("m=message 9", "m=message 0"));
                assertThat(dialog.expectResponse(200, "INVITE").body())
                        .contains("m=message 0 ")
                        .contains("a=file-transfer-id:t1");
                dialog.ack();
                dialog.expect("BYE");
            }
        }
    }
}

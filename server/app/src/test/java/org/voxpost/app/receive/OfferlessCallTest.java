package org.voxpost.app.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voxpost.app.receive.LoopbackFiles.loopback;
import static org.voxpost.app.receive.LoopbackFiles.next;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.msrp.AddressPolicy;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.MsrpNetwork;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.testkit.DnsPeer;
import org.voxpost.testkit.MsrpPeer;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.SipPeer;

/** A call without an offer, which the delivery server makes itself, with CEMA (RFC 3261 §13.2.1, RFC 6714 §4.2). */
@Timeout(60)
class OfferlessCallTest {
    private static final Pattern PATH = Pattern.compile("a=path:(\\S+)");
    private static final AddressPolicy CEMA = AddressPolicy.DEFAULT.withTarget(AddressPolicy.Target.CEMA);

    /** A middlebox that knows nothing of CEMA has put itself into the c-line. */
    private static final String ELSEWHERE = "msrp://192.168.1.2:2855/x;tcp";

    @TempDir
    private Path directory;

    private final Heard heard = new Heard();
    private final SipPeer caller = SipPeer.udp();

    @AfterEach
    void close() {
        caller.close();
    }

    private DeliveryServer server(AddressPolicy address, MsrpNetwork network) throws Exception {
        return DeliveryServer.open(
                ReceiveTerms.into(
                                directory.resolve("in"),
                                LoopbackFiles.sip(),
                                MsrpConfiguration.on(loopback(0)).withNetwork(network))
                        .withPolicy(PeerPolicy.DEFAULT.withAddress(address)),
                heard);
    }

    private SipDialog call(DeliveryServer server) {
        return caller.invite(loopback(server.sipUdpPort()), "sip:mailbox@127.0.0.1", "");
    }

    private static MsrpPeer connected(DeliveryServer server, SipMessage offer) {
        assertThat(offer.body()).contains("a=msrp-cema");
        Matcher path = PATH.matcher(offer.body());
        assertThat(path.find()).isTrue();
        return MsrpPeer.connect(loopback(server.msrpPort())).remotePath(path.group(1));
    }

    /** Of a caller that connects, and does without CEMA. */
    private static String answer(String path) {
        return RawCaller.HEAD + RawCaller.stream(path, "a=sendonly");
    }

    private void arrives(MsrpPeer peer) throws Exception {
        peer.sendEmpty();
        peer.send("text/plain", "hello".getBytes(StandardCharsets.UTF_8));
        assertThat(Files.readString(next(heard.messages).file())).isEqualTo("hello");
    }

    @Test
    void theOfferIsMadeAgainWithoutCemaWhereAMiddleboxDoesNotKnowIt() throws Exception {
        try (DeliveryServer server = server(CEMA, MsrpNetwork.DEFAULT)) {
            SipDialog call = call(server);
            try (MsrpPeer peer = connected(server, call.expectResponse(200, "INVITE"))) {
                call.ack(answer(ELSEWHERE));

                SipMessage again = call.expect("INVITE");
                assertThat(again.body()).doesNotContain("msrp-cema").contains("m=message " + server.msrpPort());
                call.respond(again, 200, "OK", answer(peer.uri()));
                call.expect("ACK");
                arrives(peer);
            }
        }
    }

    @Test
    void aCallerThatTakesNoOffersInMidCallIsHungUpInstead() throws Exception {
        try (DeliveryServer server = server(CEMA.withReoffers(false), MsrpNetwork.DEFAULT)) {
            SipDialog call = call(server);
            call.expectResponse(200, "INVITE");
            call.ack(answer(ELSEWHERE));

            assertThat(call.expect("BYE").header("Reason").orElse("")).contains("488");
        }
    }

    @Test
    void aCallerThatRefusesToDoWithoutCemaIsHungUp() throws Exception {
        try (DeliveryServer server = server(CEMA, MsrpNetwork.DEFAULT)) {
            SipDialog call = call(server);
            call.expectResponse(200, "INVITE");
            call.ack(answer(ELSEWHERE));
            call.respond(call.expect("INVITE"), 488, "Not Acceptable Here", "");

            assertThat(call.expect("BYE").header("Reason").orElse("")).contains("488");
        }
    }

    @Test
    void namesInTheAnswerAreLookedUpBeforeTheyAreCompared() throws Exception {
        try (DnsPeer names = DnsPeer.open().host("caller.example.com", "127.0.0.1");
                DeliveryServer server = server(
                        CEMA, MsrpNetwork.DEFAULT.withNameServers(List.of(names.address()), Duration.ofSeconds(5)))) {
            SipDialog call = call(server);
            try (MsrpPeer peer = connected(server, call.expectResponse(200, "INVITE"))) {
                call.ack(answer(peer.uri().replace("127.0.0.1", "caller.example.com")));

                long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
                while (names.questions() == 0) {
                    assertThat(System.nanoTime())
                            .as("nobody asked for the name")
                            .isLessThan(deadline);
                    Thread.onSpinWait();
                }
                arrives(peer);
                assertThat(caller.traffic()).doesNotContain("INVITE " + caller.uri());
            }
        }
    }
}

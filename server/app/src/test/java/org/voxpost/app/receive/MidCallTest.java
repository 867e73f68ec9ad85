package org.voxpost.app.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.testkit.MsrpPeer;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.SipPeer;

/** A caller that offers again while its call to the delivery server stands (RFC 4975 §8.4, RFC 5547 §8.1). */
@Timeout(60)
class MidCallTest {
    private static final Pattern PATH = Pattern.compile("a=path:(\\S+)");
    private static final Pattern VERSION = Pattern.compile("o=\\S+ \\d+ (\\d+)");

    @TempDir
    private Path directory;

    private final BlockingQueue<ReceivedMessage> received = new LinkedBlockingQueue<>();
    private final SipPeer caller = SipPeer.udp();
    private final InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");

    @AfterEach
    void close() {
        caller.close();
    }

    private DeliveryServer server() throws Exception {
        return DeliveryServer.open(
                ReceiveTerms.into(
                        directory.resolve("received"),
                        SipConfiguration.on("127.0.0.1", 0),
                        MsrpConfiguration.on(new InetSocketAddress(loopback, 0))),
                new ReceiveEvents() {
                    @Override
                    public void received(ReceivedMessage message) {
                        received.add(message);
                    }
                });
    }

    private static String offer(int version, String path, String transfer, String name, int size) {
        return "v=0\r\no=caller 1 " + version + " IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                + "m=message 9 TCP/MSRP *\r\na=path:" + path
                + "\r\na=setup:active\r\na=accept-types:*\r\na=sendonly\r\n"
                + "a=file-selector:name:\"" + name + "\" type:text/plain size:" + size + "\r\na=file-transfer-id:"
                + transfer
                + "\r\n";
    }

    private static String first(Pattern pattern, SipMessage answer) {
        Matcher found = pattern.matcher(answer.body());
        assertThat(found.find()).as(answer.body()).isTrue();
        return found.group(1);
    }

    private SipMessage again(SipDialog dialog, String offer) {
        dialog.invite(offer);
        SipMessage answer = dialog.expectResponse(200, "INVITE");
        dialog.ack();
        return answer;
    }

    private MsrpPeer connect(DeliveryServer server, String path) {
        return MsrpPeer.connect(new InetSocketAddress(loopback, server.msrpPort()))
                .remotePath(path);
    }

    private ReceivedMessage message() throws InterruptedException {
        ReceivedMessage message = received.poll(20, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no file came");
        }
        return message;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anOfferThatIsRepeatedIsAnsweredAsBeforeAndTheSessionGoesOn() throws Exception {
        try (DeliveryServer server = server()) {
            String offer = offer(1, "msrp://127.0.0.1:2855/one;tcp", "t1", "a.txt", 5);
            SipDialog dialog =
                    caller.invite(new InetSocketAddress(loopback, server.sipUdpPort()), "sip:x@127.0.0.1", offer);
            SipMessage answer = dialog.expectResponse(200, "INVITE");
            dialog.ack();
            try (MsrpPeer peer = connect(server, first(PATH, answer))) {
                peer.sendEmpty();
                peer.expectResponse(200);
                SipMessage same = again(dialog, offer);
                assertThat(same.body()).isEqualTo(answer.body());
                peer.send("text/plain", text("first"));
                peer.expectResponse(200);
                assertThat(Files.readString(message().file())).isEqualTo("first");
            }
        }
    }

    @Test
    void aCallerThatMovesIsFoundAgain() throws Exception {
        try (DeliveryServer server = server()) {
            SipDialog dialog = caller.invite(
                    new InetSocketAddress(loopback, server.sipUdpPort()),
                    "sip:x@127.0.0.1",
                    offer(1, "msrp://127.0.0.1:2855/one;tcp", "t1", "a.txt", 5));
            SipMessage answer = dialog.expectResponse(200, "INVITE");
            dialog.ack();
            String path = first(PATH, answer);
            try (MsrpPeer before = connect(server, path)) {
                before.sendEmpty();
                before.expectResponse(200);
                SipMessage moved = again(dialog, offer(2, "msrp://127.0.0.1:2856/two;tcp", "t1", "a.txt", 5));
                assertThat(first(PATH, moved)).isEqualTo(path);
                try (MsrpPeer after = connect(server, path)) {
                    after.send("text/plain", text("first"));
                    after.expectResponse(200);
                    assertThat(message().file().getFileName()).hasToString("a.txt");
                }
            }
        }
    }

    @Test
    void aFileThatIsIncompleteWhenItsSenderMovesIsCompletedThere() throws Exception {
        try (DeliveryServer server = server()) {
            SipDialog dialog = caller.invite(
                    new InetSocketAddress(loopback, server.sipUdpPort()),
                    "sip:x@127.0.0.1",
                    offer(1, "msrp://127.0.0.1:2855/one;tcp", "t1", "a.txt", 8));
            SipMessage answer = dialog.expectResponse(200, "INVITE");
            dialog.ack();
            String path = first(PATH, answer);
            try (MsrpPeer before = connect(server, path)) {
                before.sendChunk("m1", "text/plain", text("firs"), 1, 8, '+');
                before.expectResponse(200);
                again(dialog, offer(2, "msrp://127.0.0.1:2856/two;tcp", "t1", "a.txt", 8));
                try (MsrpPeer after = connect(server, path)) {
                    after.sendChunk("m1", "text/plain", text("firstlas"), 1, 8, '$');
                    after.expectResponse(200);
                    assertThat(Files.readString(message().file())).isEqualTo("firstlas");
                }
            }
        }
    }

    @Test
    void anotherTransferIdIsAnotherFile() throws Exception {
        try (DeliveryServer server = server()) {
            String path = "msrp://127.0.0.1:2855/one;tcp";
            SipDialog dialog = caller.invite(
                    new InetSocketAddress(loopback, server.sipUdpPort()),
                    "sip:x@127.0.0.1",
                    offer(1, path, "t1", "a.txt", 5));
            SipMessage answer = dialog.expectResponse(200, "INVITE");
            dialog.ack();
            try (MsrpPeer peer = connect(server, first(PATH, answer))) {
                peer.send("text/plain", text("first"));
                peer.expectResponse(200);
                assertThat(message().file().getFileName()).hasToString("a.txt");
                SipMessage next = again(dialog, offer(2, path, "t2", "b.txt", 6));
                assertThat(next.body()).contains("a=file-transfer-id:t2").contains("b.txt");
                assertThat(Long.parseLong(first(VERSION, next))).isEqualTo(Long.parseLong(first(VERSION, answer)) + 1);
                peer.send("text/plain", text("second"));
                peer.expectResponse(200);
                assertThat(message().file().getFileName()).hasToString("b.txt");
            }
        }
    }

    @Test
    void anotherFileUnderTheSameIdIsAnErrorAndTheSessionStaysAsItWas() throws Exception {
        try (DeliveryServer server = server()) {
            String path = "msrp://127.0.0.1:2855/one;tcp";
            SipDialog dialog = caller.invite(
                    new InetSocketAddress(loopback, server.sipUdpPort()),
                    "sip:x@127.0.0.1",
                    offer(1, path, "t1", "a.txt", 5));
            SipMessage answer = dialog.expectResponse(200, "INVITE");
            dialog.ack();
            try (MsrpPeer peer = connect(server, first(PATH, answer))) {
                dialog.invite(offer(2, path, "t1", "b.txt", 6));
                dialog.expectResponse(488, "INVITE");
                peer.send("text/plain", text("first"));
                peer.expectResponse(200);
                assertThat(message().file().getFileName()).hasToString("a.txt");
            }
        }
    }
}

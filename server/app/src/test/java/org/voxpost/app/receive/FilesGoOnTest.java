package org.voxpost.app.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.app.progress.TransferProgress;
import org.voxpost.app.send.FilePush;
import org.voxpost.app.send.FileSender;
import org.voxpost.app.send.PushEvents;
import org.voxpost.app.send.PushOutcome;
import org.voxpost.media.KeepTerms;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.sdp.Hash;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipUri;
import org.voxpost.testkit.Fault;
import org.voxpost.testkit.FaultProxy;
import org.voxpost.testkit.MsrpPeer;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipPeer;

/** Files that break off and go on, and files that are refused or come twice, on real sockets (RFC 5547 §8). */
@Timeout(60)
class FilesGoOnTest {
    private static final int SIZE = 3_000_000;
    private static final PeerPolicy POLICY = PeerPolicy.DEFAULT.withWindow(262_144, 64);

    @TempDir
    private Path directory;

    private final Heard heard = new Heard();
    private final Sent sent = new Sent();
    private int msrpPort;

    @BeforeEach
    void choosePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            msrpPort = free.getLocalPort();
        }
    }

    @Test
    void whatBrokeOffGoesOnWhereItBroke() throws Exception {
        FilePush push = push("voice mail.amr");
        try (FaultProxy network = network();
                DeliveryServer server = DeliveryServer.open(terms(network), heard);
                FileSender sender = sender()) {
            sent.whenBrokenOff = network::heal;

            assertThat(send(sender, to(server, push), POLICY)).isEqualTo(new PushOutcome.Delivered(SIZE));

            long kept = next(heard.kept);
            assertThat(kept).isGreaterThanOrEqualTo(next(sent.brokenOff)).isLessThan(SIZE);
            assertThat(next(heard.losses)).startsWith("voice mail.amr: ");
            ReceivedMessage message = next(heard.messages);
            assertThat(message.bytes()).isEqualTo(SIZE);
            assertThat(message.sha256()).isEqualTo(push.sha256());
            assertThat(Files.mismatch(message.file(), push.file())).isEqualTo(-1);
            assertThat(sent.wentBack).isFalse();
        }
        assertThat(files()).containsExactly("voice mail.amr");
    }

    @Test
    void whoLostWhatItKeptGetsTheWhole() throws Exception {
        FilePush push = push("a.amr");
        try (FaultProxy network = network();
                DeliveryServer server = DeliveryServer.open(terms(network), heard);
                FileSender sender = sender()) {
            sent.whenBrokenOff = () -> {
                network.heal();
                await(heard.kept);
                removeKept();
            };

            assertThat(send(sender, to(server, push), POLICY)).isEqualTo(new PushOutcome.Delivered(SIZE));
            assertThat(next(heard.messages).sha256()).isEqualTo(push.sha256());
            assertThat(sent.wentBack).isTrue();
        }
    }

    @Test
    void aWrongHashOverOldAndNewIsTheEnd() throws Exception {
        FilePush push = push("a.amr");
        FilePush lying = new FilePush(
                push.file(),
                push.name(),
                push.contentType(),
                push.bytes(),
                "0".repeat(64),
                push.from(),
                push.to(),
                push.deadline());
        try (FaultProxy network = network();
                DeliveryServer server = DeliveryServer.open(terms(network), heard);
                FileSender sender = sender()) {
            sent.whenBrokenOff = network::heal;

            assertThat(send(sender, to(server, lying), POLICY).toString()).contains("400");
            next(heard.kept);
            next(heard.losses);
            assertThat(next(heard.losses)).contains("not what its hash announced");
        }
        assertThat(files()).isEmpty();
        assertThat(heard.messages).isEmpty();
    }

    @Test
    void nothingGoesOnAgainstThePolicyOrWithAPeerThatKeepsNothing() throws Exception {
        for (boolean resume : new boolean[] {false, true}) {
            try (FaultProxy network = network();
                    DeliveryServer server = DeliveryServer.open(
                            resume ? terms(network).withKeep(KeepTerms.NOTHING) : terms(network), heard);
                    FileSender sender = sender()) {
                assertThat(send(sender, to(server, push("a.amr")), POLICY.withResume(resume)))
                        .isInstanceOf(PushOutcome.Failed.class);
                next(heard.losses);
            }
        }
        assertThat(sent.brokenOff).isEmpty();
        assertThat(heard.kept).hasSize(1);
    }

    @Test
    void whatIsTooLargeOrOfAnotherTypeOrUnwantedIsRefusedBeforeAByteMoves() throws Exception {
        FilePush push = push("a.amr");
        Hash hash = new Hash("sha-256", push.sha256().replaceAll("(..)(?!$)", "$1:"));
        Acceptance all = Acceptance.upTo(SIZE);
        for (Acceptance some : List.of(
                all.withLargest(SIZE - 1),
                all.withTypes(List.of("text/*", "audio/wav")),
                all.withUnwanted(Set.of(hash)))) {
            try (DeliveryServer server = DeliveryServer.open(terms().withAcceptance(some), heard);
                    FileSender sender = sender()) {
                assertThat(send(sender, to(server, push), POLICY).toString()).contains("488");
            }
        }
        try (DeliveryServer server =
                        DeliveryServer.open(terms().withAcceptance(all.withTypes(List.of("audio/*"))), heard);
                FileSender sender = sender()) {
            assertThat(send(sender, to(server, push), POLICY)).isEqualTo(new PushOutcome.Delivered(SIZE));
        }
    }

    @Test
    void aFileThatIsLargerThanItSaidIsStopped() throws Exception {
        try (DeliveryServer server = DeliveryServer.open(terms().withAcceptance(Acceptance.upTo(3)), heard);
                Raw raw = new Raw(server, "a=file-selector:name:\"a.txt\"")) {
            assertThat(raw.sends("hello")).isEqualTo(413);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void theRestIsRefusedWhereItsBeginningIsNot() throws Exception {
        String file = "a=file-selector:name:\"a.txt\" size:5"
                + " hash:sha-1:AA:F4:C6:1D:DC:C5:E8:A2:DA:BE:DE:0F:3B:48:2C:D9:AE:A9:43:4D\r\n";
        try (DeliveryServer server = DeliveryServer.open(terms(), heard)) {
            for (String part : List.of(
                    file + "a=file-range:3-*",
                    file + "a=file-range:1-4",
                    "a=file-selector:size:5\r\na=file-range:3-5")) {
                assertThat(Raw.refusal(server, part)).contains("399 voxpost");
            }
        }
    }

    @Test
    void aTransferThatCameBeforeIsNotStoredASecondTime() throws Exception {
        String file = "a=file-selector:name:\"a.txt\" size:5"
                + " hash:sha-1:AA:F4:C6:1D:DC:C5:E8:A2:DA:BE:DE:0F:3B:48:2C:D9:AE:A9:43:4D\r\n";
        try (DeliveryServer server = DeliveryServer.open(terms(), heard)) {
            for (String id : List.of("one", "one", "two")) {
                try (Raw raw = new Raw(server, file + "a=file-transfer-id:" + id)) {
                    assertThat(raw.answer).contains("a=file-transfer-id:" + id + "\r\n", "a=file-range:1-*\r\n");
                    assertThat(raw.sends("hello")).isEqualTo(200);
                }
            }
            try (Raw raw = new Raw(server, file + "a=file-transfer-id:one")) {
                assertThat(raw.sends("jello")).isEqualTo(400);
            }
        }
        assertThat(heard.repeated).containsExactly("a.txt");
        assertThat(files()).containsExactlyInAnyOrder("a.txt", "a-2.txt");
    }

    /** A caller that says what it likes. */
    private static final class Raw implements AutoCloseable {
        private final SipPeer caller = SipPeer.udp();
        private final MsrpPeer sender;
        private final String answer;

        Raw(DeliveryServer server, String file) {
            sender = MsrpPeer.connect(loopback(server.msrpPort()));
            SipDialog call = invite(caller, server, sender.port(), sender.uri(), file);
            answer = call.expectResponse(200, "INVITE").body();
            call.ack();
            sender.remotePath(answer.lines()
                    .filter(line -> line.startsWith("a=path:"))
                    .findFirst()
                    .orElseThrow()
                    .substring("a=path:".length()));
        }

        static String refusal(DeliveryServer server, String file) {
            try (SipPeer caller = SipPeer.udp()) {
                return invite(caller, server, 9, "msrp://127.0.0.1:9/x;tcp", file)
                        .expectResponse(488, "INVITE")
                        .header("Warning")
                        .orElse("");
            }
        }

        private static SipDialog invite(SipPeer caller, DeliveryServer server, int port, String path, String file) {
            return caller.invite(
                    loopback(server.sipUdpPort()),
                    "sip:mailbox@127.0.0.1",
                    """
                    v=0\r
                    o=- 1 1 IN IP4 127.0.0.1\r
                    s=-\r
                    c=IN IP4 127.0.0.1\r
                    t=0 0\r
                    m=message %d TCP/MSRP *\r
                    a=path:%s\r
                    a=setup:active\r
                    a=accept-types:*\r
                    a=sendonly\r
                    %s\r
                    """.formatted(port, path, file),
                    "Content-Type: application/sdp");
        }

        int sends(String text) {
            byte[] octets = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            return sender.expectResponseTo(sender.sendChunk("m1", "text/plain", octets, 1, octets.length, '$'))
                    .status();
        }

        @Override
        public void close() {
            sender.close();
            caller.close();
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private FaultProxy network() {
        return FaultProxy.to(loopback(msrpPort)).towardsTarget(new Fault.ResetAfter(SIZE / 2));
    }

    private ReceiveTerms terms() {
        return ReceiveTerms.into(
                directory.resolve("in"), SipConfiguration.on("127.0.0.1", 0), MsrpConfiguration.on(loopback(msrpPort)));
    }

    private ReceiveTerms terms(FaultProxy network) {
        ReceiveTerms plain = terms();
        MsrpConfiguration msrp = plain.msrp();
        return ReceiveTerms.into(
                plain.directory(),
                plain.sip(),
                new MsrpConfiguration(
                        msrp.bind(),
                        msrp.advertisedHost(),
                        network.port(),
                        msrp.network(),
                        msrp.eventLoopThreads(),
                        msrp.limits(),
                        msrp.timeouts(),
                        msrp.tls(),
                        msrp.trace()));
    }

    private static FileSender sender() throws Exception {
        return FileSender.open(SipConfiguration.on("127.0.0.1", 0), MsrpConfiguration.on(loopback(0)));
    }

    private PushOutcome send(FileSender sender, FilePush push, PeerPolicy policy) throws Exception {
        return sender.push(push, policy, sent).get(30, TimeUnit.SECONDS);
    }

    private FilePush push(String name) throws Exception {
        byte[] content = new byte[SIZE];
        new Random(SIZE).nextBytes(content);
        Path file = Files.write(directory.resolve(name), content);
        return FilePush.of(file, "audio/amr", SipUri.parse("sip:msml@127.0.0.1"), SipUri.parse("sip:x@127.0.0.1"));
    }

    private static FilePush to(DeliveryServer server, FilePush push) {
        return new FilePush(
                push.file(),
                push.name(),
                push.contentType(),
                push.bytes(),
                push.sha256(),
                push.from(),
                SipUri.of("mailbox", "127.0.0.1", server.sipUdpPort()),
                push.deadline());
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(directory.resolve("in"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .toList();
        }
    }

    private void removeKept() {
        try {
            for (String name : files()) {
                if (name.endsWith(".kept")) {
                    Files.delete(directory.resolve("in").resolve(name));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(30, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return java.util.Objects.requireNonNull(next);
    }

    private static void await(BlockingQueue<Long> queue) {
        try {
            next(queue);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Sent implements PushEvents {
        private final BlockingQueue<Long> brokenOff = new LinkedBlockingQueue<>();
        private volatile Runnable whenBrokenOff = () -> {};
        private volatile boolean wentBack;
        private long last;

        @Override
        public void brokenOff(String why, long acknowledged) {
            brokenOff.add(acknowledged);
            whenBrokenOff.run();
        }

        @Override
        public void progressed(TransferProgress progress) {
            wentBack = wentBack || progress.bytes() < last;
            last = progress.bytes();
        }
    }

    private static final class Heard implements ReceiveEvents {
        private final BlockingQueue<ReceivedMessage> messages = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> losses = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> repeated = new LinkedBlockingQueue<>();
        private final BlockingQueue<Long> kept = new LinkedBlockingQueue<>();

        @Override
        public void received(ReceivedMessage message) {
            messages.add(message);
        }

        @Override
        public void lost(String callId, String offeredName, String why) {
            losses.add(offeredName + ": " + why);
        }

        @Override
        public void repeated(String callId, String offeredName) {
            repeated.add(offeredName);
        }

        @Override
        public void kept(String callId, String offeredName, long bytes, long total) {
            kept.add(bytes);
        }
    }
}

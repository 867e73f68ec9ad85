package org.voxpost.app.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voxpost.app.receive.LoopbackFiles.freePort;
import static org.voxpost.app.receive.LoopbackFiles.loopback;
import static org.voxpost.app.receive.LoopbackFiles.lying;
import static org.voxpost.app.receive.LoopbackFiles.next;
import static org.voxpost.app.receive.LoopbackFiles.sender;
import static org.voxpost.app.receive.LoopbackFiles.to;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.sdp.Hash;
import org.voxpost.testkit.Fault;
import org.voxpost.testkit.FaultProxy;

/** Files that break off and go on, and files that are refused or come twice, on real sockets (RFC 5547 §8). */
@Timeout(60)
class FilesGoOnTest {
    private static final int SIZE = 3_000_000;
    private static final String HELLO = "AA:F4:C6:1D:DC:C5:E8:A2:DA:BE:DE:0F:3B:48:2C:D9:AE:A9:43:4D";
    private static final PeerPolicy POLICY = PeerPolicy.DEFAULT.withWindow(262_144, 64);

    @TempDir
    private Path directory;

    private final Heard heard = new Heard();
    private final Sent sent = new Sent();
    private int msrpPort;

    @SuppressWarnings("NullAway.Init") // set before each test
    private LoopbackFiles files;

    @BeforeEach
    void prepare() throws IOException {
        files = new LoopbackFiles(directory);
        msrpPort = freePort();
    }

    @Test
    void whatBrokeOffGoesOnWhereItBroke() throws Exception {
        FilePush push = files.push("voice mail.amr", SIZE);
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
        assertThat(files.received()).containsExactly("voice mail.amr");
    }

    @Test
    void whoLostWhatItKeptGetsTheWhole() throws Exception {
        FilePush push = files.push("a.amr", SIZE);
        try (FaultProxy network = network();
                DeliveryServer server = DeliveryServer.open(terms(network), heard);
                FileSender sender = sender()) {
            sent.whenBrokenOff = () -> {
                network.heal();
                await(heard.kept);
                files.removeKept();
            };

            assertThat(send(sender, to(server, push), POLICY)).isEqualTo(new PushOutcome.Delivered(SIZE));
            assertThat(next(heard.messages).sha256()).isEqualTo(push.sha256());
            assertThat(sent.wentBack).isTrue();
        }
    }

    @Test
    void aSenderThatStartsAgainGoesOnWithWhatTheServerHas() throws Exception {
        FilePush push = files.push("a.amr", SIZE);
        long there;
        try (FaultProxy network = network();
                DeliveryServer server = DeliveryServer.open(terms(network), heard)) {
            try (FileSender killed = sender()) {
                assertThat(send(killed, to(server, push), POLICY.withResume(false)))
                        .isInstanceOf(PushOutcome.Failed.class);
            }
            there = next(heard.kept);
            network.heal();
            sent.last = 0;
            try (FileSender again = sender()) {
                assertThat(send(again, to(server, push), POLICY)).isEqualTo(new PushOutcome.Delivered(SIZE));
            }
            assertThat(next(heard.messages).sha256()).isEqualTo(push.sha256());
        }
        assertThat(next(sent.goingOn)).isEqualTo(there);
        assertThat(sent.first).isGreaterThan(there);
        assertThat(files.received()).containsExactly("a.amr");
    }

    @Test
    void aServerThatWasKilledHasWhatArrived() throws Exception {
        FilePush push = files.push("a.amr", SIZE);
        try (FaultProxy network = network();
                FileSender sender = sender()) {
            try (DeliveryServer server = DeliveryServer.open(terms(network), heard)) {
                send(sender, to(server, push), POLICY.withResume(false));
                next(heard.kept);
            }
            // As a process leaves it that did not get to say that it keeps the file.
            String kept = files.received().getFirst();
            Path in = directory.resolve("in");
            Files.move(in.resolve(kept), in.resolve(kept.replace(".kept", "-" + UUID.randomUUID() + ".part")));
            network.heal();
            try (DeliveryServer server = DeliveryServer.open(terms(network), heard)) {
                assertThat(send(sender, to(server, push), POLICY)).isEqualTo(new PushOutcome.Delivered(SIZE));
                assertThat(next(heard.messages).sha256()).isEqualTo(push.sha256());
            }
        }
        assertThat(next(sent.goingOn)).isPositive();
        assertThat(files.received()).containsExactly("a.amr");
    }

    @Test
    void aWrongHashOverOldAndNewIsTheEnd() throws Exception {
        FilePush push = files.push("a.amr", SIZE);
        FilePush lying = lying(push);
        try (FaultProxy network = network();
                DeliveryServer server = DeliveryServer.open(terms(network), heard);
                FileSender sender = sender()) {
            sent.whenBrokenOff = network::heal;

            assertThat(send(sender, to(server, lying), POLICY).toString()).contains("400");
            next(heard.kept);
            next(heard.losses);
            assertThat(next(heard.losses)).contains("not what its hash announced");
        }
        assertThat(files.received()).isEmpty();
        assertThat(heard.messages).isEmpty();
    }

    @Test
    void nothingGoesOnAgainstThePolicyOrWithAPeerThatKeepsNothing() throws Exception {
        for (boolean resume : new boolean[] {false, true}) {
            try (FaultProxy network = network();
                    DeliveryServer server = DeliveryServer.open(
                            resume ? terms(network).withKeep(KeepTerms.NOTHING) : terms(network), heard);
                    FileSender sender = sender()) {
                assertThat(send(sender, to(server, files.push("a.amr", SIZE)), POLICY.withResume(resume)))
                        .isInstanceOf(PushOutcome.Failed.class);
                next(heard.losses);
            }
        }
        assertThat(sent.brokenOff).isEmpty();
        assertThat(heard.kept).hasSize(1);
    }

    @Test
    void whatIsTooLargeOrOfAnotherTypeOrUnwantedIsRefusedBeforeAByteMoves() throws Exception {
        FilePush push = files.push("a.amr", SIZE);
        Hash hash = new Hash("sha-256", push.sha256().replaceAll("(..)(?!$)", "$1:"));
        Acceptance all = Acceptance.upTo(SIZE);
        for (Acceptance some : List.of(
                all.withLargest(SIZE - 1),
                all.withTypes(List.of("text/*", "audio/wav")),
                all.withUnwanted(Set.of(hash)))) {
            try (DeliveryServer server = DeliveryServer.open(files.terms().withAcceptance(some), heard);
                    FileSender sender = sender()) {
                assertThat(send(sender, to(server, push), POLICY).toString()).containsPattern("488 .*: (the|this) ");
            }
        }
        try (DeliveryServer server =
                        DeliveryServer.open(files.terms().withAcceptance(all.withTypes(List.of("audio/*"))), heard);
                FileSender sender = sender()) {
            assertThat(send(sender, to(server, push), POLICY)).isEqualTo(new PushOutcome.Delivered(SIZE));
        }
    }

    @Test
    void aFileThatIsLargerThanItSaidIsStopped() throws Exception {
        try (DeliveryServer server = DeliveryServer.open(files.terms().withAcceptance(Acceptance.upTo(3)), heard);
                RawCaller raw = new RawCaller(server, "a=sendonly\r\na=file-selector:name:\"a.txt\"")) {
            assertThat(raw.sends(0, "hello")).isEqualTo(413);
        }
        assertThat(files.received()).isEmpty();
    }

    @Test
    void theRestIsRefusedWhereItsBeginningIsNot() throws Exception {
        String file = file("a.txt", 5, HELLO);
        try (DeliveryServer server = DeliveryServer.open(files.terms(), heard)) {
            for (String part : List.of(
                    file + "a=file-range:3-*",
                    file + "a=file-range:1-4",
                    "a=file-selector:size:5\r\na=file-range:3-5")) {
                assertThat(RawCaller.refusal(server, part)).contains("399 voxpost");
            }
        }
    }

    @Test
    void aTransferThatCameBeforeIsNotStoredASecondTime() throws Exception {
        String file = file("a.txt", 5, HELLO);
        try (DeliveryServer server = DeliveryServer.open(files.terms(), heard)) {
            for (String id : List.of("one", "one", "two")) {
                try (RawCaller raw = new RawCaller(server, "a=sendonly\r\n" + file + "a=file-transfer-id:" + id)) {
                    assertThat(raw.answer).contains("a=file-transfer-id:" + id + "\r\n", "a=file-range:1-*\r\n");
                    assertThat(raw.sends(0, "hello")).isEqualTo(200);
                }
            }
            try (RawCaller raw = new RawCaller(server, "a=sendonly\r\n" + file + "a=file-transfer-id:one")) {
                assertThat(raw.sends(0, "jello")).isEqualTo(400);
            }
        }
        assertThat(heard.repeated).containsExactly("a.txt");
        assertThat(files.received()).containsExactlyInAnyOrder("a.txt", "a-2.txt");
    }

    private static String file(String name, int size, String sha1) {
        return "a=file-selector:name:\"" + name + "\" size:" + size + " hash:sha-1:" + sha1 + "\r\n";
    }

    private FaultProxy network() {
        return FaultProxy.to(loopback(msrpPort)).towardsTarget(new Fault.ResetAfter(SIZE / 2));
    }

    private ReceiveTerms terms(FaultProxy network) {
        return files.terms(msrpPort, network);
    }

    private PushOutcome send(FileSender sender, FilePush push, PeerPolicy policy) throws Exception {
        return sender.push(push, policy, sent).get(30, TimeUnit.SECONDS);
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
        private final BlockingQueue<Long> goingOn = new LinkedBlockingQueue<>();
        private volatile Runnable whenBrokenOff = () -> {};
        private volatile boolean wentBack;
        private volatile long first;
        private volatile long last;

        @Override
        public void brokenOff(String why, long acknowledged) {
            brokenOff.add(acknowledged);
            whenBrokenOff.run();
        }

        @Override
        public void goesOn(long bytes) {
            goingOn.add(bytes);
        }

        @Override
        public void progressed(TransferProgress progress) {
            first = last == 0 ? progress.bytes() : first;
            wentBack = wentBack || progress.bytes() < last;
            last = progress.bytes();
        }
    }
}

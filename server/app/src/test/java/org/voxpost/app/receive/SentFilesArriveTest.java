package org.voxpost.app.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.voxpost.app.receive.LoopbackFiles.loopback;
import static org.voxpost.app.receive.LoopbackFiles.lying;
import static org.voxpost.app.receive.LoopbackFiles.next;
import static org.voxpost.app.receive.LoopbackFiles.sender;
import static org.voxpost.app.receive.LoopbackFiles.to;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.app.send.FilePush;
import org.voxpost.app.send.FileSender;
import org.voxpost.app.send.PushEvents;
import org.voxpost.app.send.PushOutcome;
import org.voxpost.engine.lane.LaneThreads;
import org.voxpost.media.MediaException;
import org.voxpost.msrp.MediaSecurity;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.RelayAccount;
import org.voxpost.msrp.TlsContext;
import org.voxpost.msrp.TlsContext.Fingerprints;
import org.voxpost.msrp.TlsSettings;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipUri;
import org.voxpost.testkit.MsrpPeer;
import org.voxpost.testkit.RelayPeer;
import org.voxpost.testkit.RelayScript;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipPeer;

/** A sender and a delivery server on real sockets. */
@Timeout(60)
class SentFilesArriveTest {
    @TempDir
    private Path directory;

    private final Heard heard = new Heard();

    @SuppressWarnings("NullAway.Init") // set before each test
    private LoopbackFiles files;

    @BeforeEach
    void prepare() {
        files = new LoopbackFiles(directory);
    }

    private String end = "";

    @Test
    void aFileArrivesUnderItsNameWithSizeAndHash() throws Exception {
        FilePush push = files.push("voice mail.amr", 200_000);
        try (DeliveryServer server = DeliveryServer.open(files.terms(), heard);
                FileSender sender = sender()) {
            PushOutcome outcome = sender.push(to(server, push), PeerPolicy.DEFAULT, new PushEvents() {})
                    .get(30, TimeUnit.SECONDS);

            assertThat(outcome).isEqualTo(new PushOutcome.Delivered(200_000));
            ReceivedMessage message = next(heard.messages);
            assertThat(message.file().getFileName()).hasToString("voice mail.amr");
            assertThat(message.bytes()).isEqualTo(200_000);
            assertThat(message.sha256()).isEqualTo(push.sha256());
            assertThat(Files.mismatch(message.file(), push.file())).isEqualTo(-1);
            next(heard.ends);
            assertThat(server.calls()).isZero();
        }
    }

    @Test
    void theDeliveryServerCanBeTheOneThatConnects() throws Exception {
        try (DeliveryServer server =
                        DeliveryServer.open(files.terms().withSetup(PeerPolicy.AnswerSetup.ACTIVE), heard);
                FileSender sender = sender()) {
            PushOutcome outcome = sender.push(
                            to(server, files.push("a.amr", 5_000)), PeerPolicy.DEFAULT, new PushEvents() {})
                    .get(30, TimeUnit.SECONDS);

            assertThat(outcome).isEqualTo(new PushOutcome.Delivered(5_000));
        }
    }

    private static MsrpConfiguration tls(Fingerprints fingerprints) {
        return MsrpConfiguration.on(loopback(0))
                .withTls(TlsSettings.of(TlsContext.selfSigned("default").withFingerprints(fingerprints)));
    }

    private ReceiveTerms secureTerms(Fingerprints fingerprints, MediaSecurity security) {
        return ReceiveTerms.into(directory.resolve("received"), SipConfiguration.on("127.0.0.1", 0), tls(fingerprints))
                .withSecurity(security);
    }

    private PushOutcome pushed(ReceiveTerms receiving, Fingerprints fingerprints, MediaSecurity security)
            throws Exception {
        try (DeliveryServer server = DeliveryServer.open(receiving, heard);
                FileSender sender = FileSender.open(SipConfiguration.on("127.0.0.1", 0), tls(fingerprints))) {
            PushOutcome outcome = sender.push(
                            to(server, files.push("a.amr", 5_000)),
                            PeerPolicy.DEFAULT.withSecurity(security),
                            new PushEvents() {})
                    .get(30, TimeUnit.SECONDS);
            end = next(heard.ends);
            return outcome;
        }
    }

    @Test
    void aFileArrivesOverTls() throws Exception {
        MediaSecurity strict = MediaSecurity.TLS.withRequireFingerprint(true);
        assertThat(pushed(secureTerms(Fingerprints.AUTO, strict), Fingerprints.AUTO, strict))
                .isEqualTo(new PushOutcome.Delivered(5_000));
        assertThat(pushed(
                        secureTerms(Fingerprints.AUTO, strict).withSetup(PeerPolicy.AnswerSetup.ACTIVE),
                        Fingerprints.AUTO,
                        strict))
                .isEqualTo(new PushOutcome.Delivered(5_000));
    }

    @Test
    void anOfferWithoutFingerprintIsAnswered488WhereOneIsRequired() throws Exception {
        PushOutcome outcome = pushed(
                secureTerms(Fingerprints.AUTO, MediaSecurity.TLS.withRequireFingerprint(true)),
                Fingerprints.NEVER,
                MediaSecurity.TLS);
        assertThat(outcome.toString()).contains("488");
        assertThat(end).isEqualTo("refused with 488");
    }

    @Test
    void anAnswerWithoutFingerprintIsAcknowledgedAndEndedWhereOneIsRequired() throws Exception {
        PushOutcome outcome = pushed(
                secureTerms(Fingerprints.NEVER, MediaSecurity.TLS),
                Fingerprints.AUTO,
                MediaSecurity.TLS.withRequireFingerprint(true));
        assertThat(outcome.toString()).contains("no a=fingerprint");
        assertThat(end).isEqualTo("the caller hung up");
    }

    @Test
    void aPlainOfferIsRefusedWhereTlsIsWanted() throws Exception {
        PushOutcome outcome =
                pushed(secureTerms(Fingerprints.AUTO, MediaSecurity.TLS), Fingerprints.AUTO, MediaSecurity.PLAIN);
        assertThat(outcome.toString()).contains("488");
    }

    @Test
    void aFileArrivesThroughTheRelaysOfBothSides() throws Exception {
        FilePush push = files.push("a.amr", 200_000);
        try (RelayPeer border = RelayPeer.listen(RelayScript.KAMAILIO, "voxpost", "secret");
                RelayPeer far = RelayPeer.listen(RelayScript.MSRPRELAY, "mailbox", "hidden");
                DeliveryServer server =
                        DeliveryServer.open(files.terms().withPolicy(through(far, "mailbox", "hidden")), heard);
                FileSender sender = sender()) {
            PushOutcome outcome = sender.push(
                            to(server, push), through(border, "voxpost", "secret"), new PushEvents() {})
                    .get(30, TimeUnit.SECONDS);

            assertThat(outcome).isEqualTo(new PushOutcome.Delivered(200_000));
            assertThat(next(heard.messages).sha256()).isEqualTo(push.sha256());
        }
    }

    /** Both relays give another URI each time, so that both sides have to say where they are while the file is on its way. */
    @Test
    void aFileThatTakesLongerThanTheUrisOfTheRelaysArrives() throws Exception {
        FilePush push = files.push("a.amr", 600_000);
        try (RelayPeer border = RelayPeer.listen(RelayScript.KAMAILIO, "voxpost", "secret");
                RelayPeer far = RelayPeer.listen(RelayScript.KAMAILIO, "mailbox", "hidden");
                DeliveryServer server =
                        DeliveryServer.open(files.terms().withPolicy(briefly(far, "mailbox", "hidden")), heard);
                FileSender sender = sender()) {
            border.slow(Duration.ofMillis(100));
            PushOutcome outcome = sender.push(
                            to(server, push), briefly(border, "voxpost", "secret"), new PushEvents() {})
                    .get(30, TimeUnit.SECONDS);

            assertThat(outcome).isEqualTo(new PushOutcome.Delivered(600_000));
            assertThat(next(heard.messages).sha256()).isEqualTo(push.sha256());
        }
    }

    private static PeerPolicy briefly(RelayPeer relay, String user, String password) {
        return PeerPolicy.DEFAULT.withRelay(
                RelayAccount.of(relay.uri(), user, password).withExpires(Duration.ofSeconds(6)));
    }

    @Test
    void aRelayThatDoesNotServeUsIsToldOnEitherSide() throws Exception {
        try (RelayPeer border = RelayPeer.listen(RelayScript.KAMAILIO, "voxpost", "secret");
                DeliveryServer server =
                        DeliveryServer.open(files.terms().withPolicy(through(border, "voxpost", "wrong")), heard);
                FileSender sender = sender()) {
            FilePush push = to(server, files.push("a.amr", 5_000));
            PushOutcome refused =
                    sender.push(push, PeerPolicy.DEFAULT, new PushEvents() {}).get(30, TimeUnit.SECONDS);
            assertThat(refused.toString()).contains("480");

            PushOutcome unsent = sender.push(push, through(border, "nobody", "secret"), new PushEvents() {})
                    .get(30, TimeUnit.SECONDS);
            assertThat(unsent.toString()).contains("relay refuses user or password");
        }
    }

    private static PeerPolicy through(RelayPeer relay, String user, String password) {
        return PeerPolicy.DEFAULT.withRelay(
                RelayAccount.of(relay.uri(), user, password).withTimeouts(Duration.ofMillis(500), Duration.ofHours(1)));
    }

    @Test
    void aRefusedCallIsToldWithItsStatus() throws Exception {
        try (DeliveryServer server = DeliveryServer.open(files.terms().refusing(486), heard);
                FileSender sender = sender()) {
            PushOutcome outcome = sender.push(
                            to(server, files.push("a.amr", 5_000)), PeerPolicy.DEFAULT, new PushEvents() {})
                    .get(30, TimeUnit.SECONDS);

            assertThat(outcome).isInstanceOf(PushOutcome.Failed.class);
            assertThat(outcome.toString()).contains("486");
        }
        assertThat(files.received()).isEmpty();
    }

    @Test
    void aFileThatIsNotWhatWasAnnouncedIsRefusedAndNotKept() throws Exception {
        FilePush honest = files.push("a.amr", 5_000);
        FilePush lying = lying(honest);
        try (DeliveryServer server = DeliveryServer.open(files.terms(), heard);
                FileSender sender = sender()) {
            PushOutcome outcome = sender.push(to(server, lying), PeerPolicy.DEFAULT, new PushEvents() {})
                    .get(30, TimeUnit.SECONDS);

            assertThat(outcome.toString()).contains("400");
            assertThat(next(heard.losses)).startsWith("a.amr: ");
        }
        assertThat(files.received()).isEmpty();
    }

    @Test
    void twoFilesOfOneNameAreBothKept() throws Exception {
        try (DeliveryServer server = DeliveryServer.open(files.terms(), heard);
                FileSender sender = sender()) {
            FilePush push = to(server, files.push("a.amr", 5_000));
            sender.push(push, PeerPolicy.DEFAULT, new PushEvents() {}).get(30, TimeUnit.SECONDS);
            sender.push(push, PeerPolicy.DEFAULT, new PushEvents() {}).get(30, TimeUnit.SECONDS);

            assertThat(next(heard.messages).file())
                    .isNotEqualTo(next(heard.messages).file());
        }
        assertThat(files.received()).hasSize(2);
    }

    @Test
    void aServerThatDoesNotOpenLeavesNothingOpen() throws Exception {
        ReceiveTerms terms = files.terms();
        try (DeliveryServer running = DeliveryServer.open(terms, heard)) {
            ReceiveTerms elsewhere = ReceiveTerms.into(directory.resolve("other"), terms.sip(), terms.msrp());
            ReceiveTerms takenMsrp = ReceiveTerms.into(
                    elsewhere.directory(), terms.sip(), MsrpConfiguration.on(loopback(running.msrpPort())));
            ReceiveTerms takenSip = ReceiveTerms.into(
                    elsewhere.directory(), SipConfiguration.on("127.0.0.1", running.sipUdpPort()), terms.msrp());
            for (ReceiveTerms failing : List.of(terms, takenMsrp, takenSip)) {
                LaneThreads threads = new LaneThreads("receive-timer");

                assertThatThrownBy(() -> DeliveryServer.open(failing, heard, threads))
                        .isInstanceOfAny(MediaException.class, IOException.class);
                assertThat(threads.closed()).isTrue();
            }
            DeliveryServer.open(elsewhere, heard).close();
        }
    }

    @Test
    void aConnectionLostInMidFileLeavesNothingBehindAndIsTold() throws Exception {
        try (DeliveryServer server = DeliveryServer.open(files.terms(), heard);
                RawCaller caller = new RawCaller(
                        server,
                        String.join(
                                "\r\n",
                                "a=sendonly",
                                "a=file-selector:name:\"a.amr\" type:audio/amr size:4000",
                                "a=file-transfer-id:1"))) {
            MsrpPeer sender = caller.peer(0);
            sender.expectResponseTo(sender.sendChunk("m1", "audio/amr", new byte[2_000], 1, 4_000, '+'));
            assertThat(files.received()).anyMatch(name -> name.startsWith(".") && name.endsWith(".part"));

            sender.reset();

            assertThat(next(heard.losses)).isEqualTo("a.amr: the MSRP session ended before it was complete");
            assertThat(caller.call.expect("BYE").header("Reason").orElseThrow()).contains("no MSRP connection");
            assertThat(files.received()).noneMatch(name -> name.endsWith(".part") || name.startsWith("a"));
            assertThat(heard.messages).isEmpty();
        }
    }

    @Test
    void textBesideAudioIsTakenAndTheAudioDeclined() throws Exception {
        try (DeliveryServer server = DeliveryServer.open(files.terms(), heard);
                SipPeer caller = SipPeer.udp()) {
            SipDialog call = caller.invite(
                    loopback(server.sipUdpPort()), "sip:mailbox@127.0.0.1", """
                    v=0\r
                    o=- 1 1 IN IP4 127.0.0.1\r
                    s=-\r
                    c=IN IP4 127.0.0.1\r
                    t=0 0\r
                    m=audio 4000 RTP/AVP 0\r
                    m=message 4001 TCP/MSRP *\r
                    a=path:msrp://127.0.0.1:4001/abcdef;tcp\r
                    a=setup:active\r
                    a=accept-types:text/plain\r
                    """, "Content-Type: application/sdp");

            String answer = call.expectResponse(200, "INVITE").body();
            call.ack();

            assertThat(answer).containsSubsequence("m=audio 0 ", "m=message " + server.msrpPort(), "a=setup:passive");
            call.bye();
        }
    }

    @Test
    void nobodyThereIsAFailureAndNoHang() throws Exception {
        int deadPort;
        try (DeliveryServer server = DeliveryServer.open(files.terms(), heard)) {
            deadPort = server.sipTcpPort();
        }
        try (FileSender sender = sender()) {
            FilePush push = files.push("a.amr", 10);
            FilePush nowhere = push.withTo(SipUri.parse("sip:x@127.0.0.1:" + deadPort + ";transport=tcp"));

            assertThat(sender.push(nowhere, PeerPolicy.DEFAULT, new PushEvents() {})
                            .get(40, TimeUnit.SECONDS))
                    .isInstanceOf(PushOutcome.Failed.class);
        }
    }
}

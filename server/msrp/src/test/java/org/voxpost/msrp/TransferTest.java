package org.voxpost.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.msrp.Peers.Outcome;
import org.voxpost.msrp.Peers.Receiving;
import org.voxpost.sdp.Attribute;
import org.voxpost.testkit.Fault;
import org.voxpost.testkit.FaultProxy;

@Timeout(60)
@ParameterizedClass
@ValueSource(strings = {"127.0.0.1", "::1"})
class TransferTest {

    private final String address;

    private final Receiving sender = new Receiving();
    private final Receiving receiver = new Receiving();
    private MsrpEndpoint offerer;
    private MsrpEndpoint answerer;

    TransferTest(String address) {
        this.address = address;
    }

    @BeforeEach
    void open() throws Exception {
        offerer = MsrpEndpoint.open(Peers.on(address));
        answerer = MsrpEndpoint.open(Peers.on(address));
    }

    @AfterEach
    void close() {
        offerer.close();
        answerer.close();
    }

    private MsrpSession connect(SessionTerms ours, SessionTerms theirs) throws NegotiationRefused {
        return connect(ours, theirs, sender, receiver);
    }

    private MsrpSession connect(SessionTerms ours, SessionTerms theirs, Receiving here, Receiving there)
            throws NegotiationRefused {
        MsrpSession offering = offerer.offer(ours, here);
        MsrpSession answering = answerer.answer(offering.localDescription(), theirs, there);
        answering.start();
        offering.answered(answering.localDescription());
        return offering;
    }

    private static SessionTerms any() {
        return SessionTerms.of(List.of("*"));
    }

    @Test
    void oneLineOfTextArrives() throws Exception {
        MsrpSession session = connect(any(), any());
        Outcome outcome = new Outcome();
        session.send(MessageContent.of("text/plain", "Hi, I'm Alice!\r\n".getBytes(StandardCharsets.UTF_8)), outcome);
        assertThat(Peers.await(receiver.messages).text()).isEqualTo("Hi, I'm Alice!\r\n");
        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Delivered(16));
    }

    @Test
    void tenMegabytesOfAFileArriveUnchanged(@TempDir Path directory) throws Exception {
        byte[] octets = new byte[10_000_000];
        new Random(1).nextBytes(octets);
        Path file = Files.write(directory.resolve("voicemail.amr"), octets);
        MsrpSession session = connect(SessionTerms.sending("audio/amr", octets.length), any());
        Outcome outcome = new Outcome();
        session.send(MessageContent.of("audio/amr", file, octets.length), outcome);
        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Delivered(octets.length));
        assertThat(outcome.acknowledged).isEqualTo(octets.length);
        Peers.Received received = Peers.await(receiver.messages);
        assertThat(received.head().totalOctets()).hasValue(octets.length);
        assertThat(received.bytes()).isEqualTo(octets);
    }

    @Test
    void hundredSessionsShareOneConnection() throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Outcome outcome = new Outcome();
            outcomes.add(outcome);
            connect(any(), any(), new Receiving(), new Receiving())
                    .send(MessageContent.of("text/plain", new byte[3_000]), outcome);
        }
        for (Outcome outcome : outcomes) {
            assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Delivered(3_000));
        }
        assertThat(offerer.statistics().connected()).isEqualTo(1);
        assertThat(answerer.statistics().boundSessions()).isEqualTo(100);
    }

    @Test
    void messagesOfASessionArriveInOrder() throws Exception {
        MsrpSession session = connect(any(), any());
        for (int i = 0; i < 1_000; i++) {
            session.send(
                    MessageContent.of("text/plain", Integer.toString(i).getBytes(StandardCharsets.UTF_8)),
                    new Outcome());
        }
        for (int i = 0; i < 1_000; i++) {
            assertThat(Peers.await(receiver.messages).text()).isEqualTo(Integer.toString(i));
        }
    }

    @Test
    void networkThatPassesOneOctetAtATimeChangesNothing() throws Exception {
        try (FaultProxy proxy = FaultProxy.to(new InetSocketAddress(InetAddress.ofLiteral(address), answerer.port()))
                .towardsTarget(new Fault.OneOctetAtATime())
                .fromTarget(new Fault.OneOctetAtATime())) {
            MsrpSession offering = offerer.offer(any(), sender);
            MsrpSession answering = answerer.answer(offering.localDescription(), any(), receiver);
            answering.start();
            String path =
                    answering.localDescription().attribute("path").orElseThrow().text();
            offering.answered(answering
                    .localDescription()
                    .replacing(Attribute.of("path", path.replace(":" + answerer.port(), ":" + proxy.port()))));
            byte[] octets = new byte[5_000];
            new Random(5).nextBytes(octets);
            Outcome outcome = new Outcome();
            offering.send(MessageContent.of("audio/amr", octets).withReports(true, FailureReport.YES), outcome);
            assertThat(Peers.await(receiver.messages).bytes()).isEqualTo(octets);
            assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Delivered(5_000));
        }
    }

    @Test
    void abortedMessageIsAbortedAtTheReceiver(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("large");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(1L << 32);
        }
        MsrpSession session = connect(any(), any());
        Outcome outcome = new Outcome();
        OutgoingMessage message = session.send(MessageContent.of("audio/amr", file, 1L << 32), outcome);
        Peers.await(outcome.progress);
        message.abort();
        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Aborted());
        assertThat(Peers.await(receiver.aborted)).isEqualTo(MessageSink.Abandonment.BY_SENDER);
    }
}

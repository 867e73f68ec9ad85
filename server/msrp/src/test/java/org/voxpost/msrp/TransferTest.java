package org.voxpost.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.msrp.Peers.Outcome;
import org.voxpost.msrp.Peers.Receiving;

@Timeout(60)
class TransferTest {

    private final Receiving sender = new Receiving();
    private final Receiving receiver = new Receiving();
    private MsrpEndpoint offerer;
    private MsrpEndpoint answerer;

    @BeforeEach
    void open() throws Exception {
        offerer = Peers.open();
        answerer = Peers.open();
    }

    @AfterEach
    void close() {
        offerer.close();
        answerer.close();
    }

    private MsrpSession connect(SessionTerms ours, SessionTerms theirs) throws NegotiationRefused {
        MsrpSession offering = offerer.offer(ours, sender);
        MsrpSession answering = answerer.answer(offering.localDescription(), theirs, receiver);
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
}

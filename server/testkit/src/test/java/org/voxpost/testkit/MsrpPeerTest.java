package org.voxpost.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MsrpPeerTest {
    private final MsrpPeer receiver = MsrpPeer.listen();
    private final MsrpPeer sender = MsrpPeer.connect(receiver.address()).remotePath(receiver.uri());

    @AfterEach
    void close() {
        sender.close();
        receiver.close();
    }

    @Test
    void sendIsReadAndAnswered() {
        String transaction = sender.send("text/plain", bytes("hello"));
        MsrpFrame send = receiver.expectSend();
        receiver.respond(send, 200);

        assertThat(send.text()).isEqualTo("hello");
        assertThat(send.header("Content-Type")).contains("text/plain");
        MsrpFrame response = sender.expectResponse(200);
        assertThat(response.transaction()).isEqualTo(transaction);
        assertThat(response.header("To-Path")).contains(sender.uri());
        assertThat(response.header("From-Path")).contains(receiver.uri());
    }

    @Test
    void chunksInAnyOrderMakeTheirMessage() {
        receiver.answerAlways();
        sender.sendChunk("m1", "text/plain", bytes("world"), 7, 11, '$');
        sender.sendChunk("m1", "text/plain", bytes("hello "), 1, 11, '+');
        sender.expectResponse(200);
        sender.expectResponse(200);

        assertThat(receiver.message("m1")).hasValue(bytes("hello world"));
        assertThat(receiver.expectMessage()).isEqualTo(bytes("hello world"));
        assertThat(receiver.expectSend().complete()).isTrue();
        assertThat(receiver.expectSend().complete()).isFalse();
    }

    @Test
    void emptySendAndReportHaveNoBody() {
        sender.sendEmpty();
        MsrpFrame send = receiver.expectSend();
        receiver.report(send, 200, "1-0/0");

        assertThat(send.octets()).isEmpty();
        assertThat(send.header("Content-Type")).isEmpty();
        assertThat(sender.expect("REPORT").header("Status")).contains("000 200");
    }

    @Test
    void whatLooksLikeAnEndLineStaysInTheBody() throws IOException {
        String body = "a\r\n-------other$\r\n-------t1x\r\n\r\n-------t1$x\r\nb-------t1$\r\n\r\n";
        String frame = "MSRP t1 SEND\r\nContent-Type: text/plain\r\n\r\n" + body
                + "\r\n-------t1+\r\nMSRP t2 200\r\n-------t2$\r\n";
        MsrpFrameReader reader = new MsrpFrameReader(new ByteArrayInputStream(bytes(frame)));

        MsrpFrame first = frame(reader);
        assertThat(first.text()).isEqualTo(body);
        assertThat(first.flag()).isEqualTo('+');
        assertThat(frame(reader).status()).isEqualTo(200);
        assertThat(reader.read(null)).isNull();
    }

    @Test
    void emptyBodyIsReadWithAndWithoutItsLineEnd() throws IOException {
        String head = "MSRP t1 SEND\r\nContent-Type: text/plain\r\n\r\n";
        for (String end : new String[] {"\r\n-------t1$\r\n", "-------t1$\r\n"}) {
            assertThat(frame(new MsrpFrameReader(new ByteArrayInputStream(bytes(head + end))))
                            .octets())
                    .isEmpty();
        }
    }

    @Test
    void streamCutInsideAFrameIsAnError() {
        byte[] whole = bytes("MSRP t1 SEND\r\nContent-Type: text/plain\r\n\r\nhello\r\n-------t1$\r\n");
        for (int cut = 1; cut < whole.length; cut++) {
            byte[] part = Arrays.copyOf(whole, cut);
            assertThatThrownBy(() -> new MsrpFrameReader(new ByteArrayInputStream(part)).read(null))
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void halfCloseLetsAnswersThrough() {
        sender.send("text/plain", bytes("last"));
        sender.halfClose();
        receiver.expectEnd();
        receiver.respond(receiver.expectSend(), 200);

        sender.expectResponse(200);
    }

    @Test
    void resetEndsTheOtherSide() {
        receiver.expectConnection();
        receiver.reset();
        sender.expectEnd();

        assertThatThrownBy(() -> sender.send("text/plain", new byte[1 << 20])).isInstanceOf(RuntimeException.class);
    }

    @Test
    void nothingIsReadWhileReadingIsStopped() {
        receiver.expectConnection();
        receiver.stopReading();
        sender.send("text/plain", bytes("one"));
        receiver.expectNothing(Duration.ofMillis(100));
        receiver.resumeReading();

        assertThat(receiver.expectSend().text()).isEqualTo("one");
    }

    @Test
    void missedExpectationShowsTheTraffic() {
        sender.send("text/plain", bytes("one"));
        receiver.expectSend();
        receiver.deadline(Duration.ofMillis(20));

        assertThatThrownBy(() -> receiver.expect("AUTH"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected AUTH within 20 ms")
                .hasMessageContaining("SEND");
    }

    private static MsrpFrame frame(MsrpFrameReader reader) throws IOException {
        MsrpFrame frame = reader.read(null);
        if (frame == null) {
            throw new AssertionError("no frame");
        }
        return frame;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

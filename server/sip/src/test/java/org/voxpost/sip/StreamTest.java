package org.voxpost.sip;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SIP over TCP, octet by octet. */
class StreamTest {
    private final BlockingQueue<SipTrace.Message> trace = new LinkedBlockingQueue<>();
    private SipEndpoint endpoint;
    private Socket socket;

    @BeforeEach
    void open() throws Exception {
        endpoint =
                SipEndpoint.open(SipConfiguration.on("127.0.0.1", 0).withTrace(trace::add), Lane::fresh, new Callee());
        socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.tcpPort());
        socket.setSoTimeout(10_000);
    }

    @AfterEach
    void close() throws Exception {
        socket.close();
        endpoint.close();
    }

    private static String options(String callId, String end) {
        return "OPTIONS sip:a@127.0.0.1 SIP/2.0\r\nv: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bK" + callId + "\r\ni: "
                + callId + "\r\nf: <sip:a@b>;tag=1\r\nt: <sip:a@127.0.0.1>\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\n"
                + end;
    }

    private void send(String text) throws Exception {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private String sent() throws Exception {
        while (true) {
            SipTrace.Message message = trace.poll(10, SECONDS);
            assertThat(message).isNotNull();
            if (message.direction() == SipTrace.Direction.SENT) {
                return message.callId() + " " + message.firstLine();
            }
        }
    }

    @Test
    void messagesAreFoundHoweverTheStreamIsCut() throws Exception {
        OutputStream out = socket.getOutputStream();
        socket.setTcpNoDelay(true);
        String two = options("one", "l: 4\r\nc: a/b\r\n\r\n\r\n\r\n") + options("two", "\r\n");
        for (byte octet : two.getBytes(StandardCharsets.UTF_8)) {
            out.write(octet);
        }
        assertThat(sent()).isEqualTo("one SIP/2.0 200 OK");
        assertThat(sent()).isEqualTo("two SIP/2.0 200 OK");
    }

    @Test
    void pingGetsItsPong() throws Exception {
        send("\r\n\r\n");
        assertThat(socket.getInputStream().readNBytes(2)).containsExactly('\r', '\n');
        send(options("three", "\r\n"));
        assertThat(sent()).isEqualTo("three SIP/2.0 200 OK");
    }

    @Test
    void malformedRequestIsAnsweredAndTheStreamGoesOn() throws Exception {
        send(options("bad", "\r\n").replace("<sip:a@b>;tag=1", "<<") + options("good", "\r\n"));
        assertThat(trace.poll(10, SECONDS).firstLine()).startsWith("OPTIONS");
        byte[] status = socket.getInputStream().readNBytes(11);
        assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("SIP/2.0 400");
        assertThat(sent()).startsWith("bad SIP/2.0 400");
        assertThat(sent()).isEqualTo("good SIP/2.0 200 OK");
    }

    @Test
    void tooLargeMessageClosesTheConnectionBeforeItIsRead() throws Exception {
        send(options("large", "Content-Length: 999999999\r\n\r\n"));
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void endlessHeadClosesTheConnection() throws Exception {
        try {
            send(options("endless", "X-Fill: " + "x".repeat(100_000)));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (java.net.SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    @Test
    void traceNamesTransportPeerAndCall() throws Exception {
        send(options("traced", "\r\n"));
        SipTrace.Message message = trace.poll(10, SECONDS);
        assertThat(message.direction()).isEqualTo(SipTrace.Direction.RECEIVED);
        assertThat(message.firstLine()).isEqualTo("OPTIONS sip:a@127.0.0.1 SIP/2.0");
        assertThat(message.callId()).isEqualTo("traced");
        assertThat(message.cseq()).isEqualTo("1 OPTIONS");
        assertThat(message.transport()).isEqualTo("TCP");
        assertThat(message.peer()).isEqualTo("127.0.0.1:" + socket.getLocalPort());
    }
}

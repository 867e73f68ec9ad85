package org.voxpost.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryServerPeerTest {
    private static final Pattern PATH = Pattern.compile("a=path:(msrp://127.0.0.1:(\\d+)/\\S+)");
    private static final byte[] FILE = "a voicemail".getBytes(StandardCharsets.UTF_8);

    private final SipPeer sender = SipPeer.udp();
    private final MsrpPeer listening = MsrpPeer.listen();
    private DeliveryServerPeer server = DeliveryServerPeer.udp();

    @AfterEach
    void close() {
        sender.close();
        listening.close();
        server.close();
    }

    @Test
    void wholeFileIsTakenAndReported() {
        SipDialog call = call();
        try (MsrpPeer msrp = connect(answered(call))) {
            msrp.sendEmpty();
            msrp.sendChunk("m1", "audio/amr", new byte[] {'a', ' '}, 1, 11, '+');
            msrp.sendChunk("m1", "audio/amr", tail(), 3, 11, '$', "Success-Report: yes");
            Delivery delivery = server.expectDelivery();

            assertThat(delivery.expectFile()).isEqualTo(FILE);
            assertThat(delivery.fileName()).contains("vm.amr");
            assertThat(delivery.offer()).contains("a=setup:actpass");
            assertThat(msrp.expect("REPORT").header("Byte-Range")).contains("1-11/11");
            call.bye();
            call.expectResponse(200, "BYE");
            delivery.expectAck();
            delivery.expectBye();
            assertThat(delivery.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void activeServerConnectsAndSendsFirst() {
        script(new DeliveryScript.AcceptActive());
        SipDialog call = call();
        assertThat(answered(call)).contains("a=setup:active");
        MsrpFrame first = listening.expectSend();
        listening.respond(first, 200);

        assertThat(first.octets()).isEmpty();
        assertThat(first.header("To-Path")).contains(listening.uri());
    }

    @Test
    void rejectedAndSilentCallsAreNotAccepted() {
        script(new DeliveryScript.Reject(503, "Retry-After: 5"), new DeliveryScript.TryingOnly());
        assertThat(call().expectResponse(503, "INVITE").header("Retry-After")).contains("5");

        SipDialog trying = call();
        trying.expectResponse(100, "INVITE");
        trying.cancel();
        trying.expectResponse(200, "CANCEL");
        trying.expectResponse(487, "INVITE");
        assertThat(server.deliveries()).hasSize(2);
        server.deliveries().getLast().expectCancel();
    }

    @Test
    void silentServerAnswersNothing() {
        script(new DeliveryScript.Silent());
        call().cancel();
        server.expectDelivery().expectCancel();

        sender.expectNo("INVITE", Duration.ofMillis(50));
        sender.expectNo("CANCEL", Duration.ZERO);
    }

    @Test
    void declinedAndChangedAnswersSayWhatTheScriptSays() {
        script(new DeliveryScript.AnswerPortZero(), new DeliveryScript.AnswerWith("max-size:5", "-path"));

        assertThat(answered(call())).contains("m=message 0 TCP/MSRP *\r\n").contains("m=audio 0 RTP/AVP 0\r\n");
        assertThat(answered(call()))
                .contains("a=max-size:5")
                .contains("a=accept-types:*")
                .doesNotContain("a=path")
                .contains("m=audio 0 RTP/AVP 0\r\n");
    }

    @Test
    void refusedConnectionHasNoListener() {
        script(new DeliveryScript.RefuseConnection());
        String answer = answered(call());

        assertThatThrownBy(() -> connect(answer)).hasMessageContaining("refused");
    }

    @Test
    void statusComesAtItsChunk() {
        script(new DeliveryScript.StatusAtChunk(2, 413));
        try (MsrpPeer msrp = connect(answered(call()))) {
            msrp.sendEmpty();
            msrp.expectResponse(200);
            msrp.sendChunk("m1", "audio/amr", new byte[2], 1, 11, '+');
            msrp.expectResponse(200);
            msrp.sendChunk("m1", "audio/amr", tail(), 3, 11, '$');
            msrp.expectResponse(413);
        }
    }

    @Test
    void resetByeStallAndSilenceStrikeWhenTold() {
        script(
                new DeliveryScript.ResetAfterOctets(50),
                new DeliveryScript.ByeAfterOctets(50),
                new DeliveryScript.StallAfterOctets(50),
                new DeliveryScript.SilentAfterConnect());
        try (MsrpPeer reset = connect(answered(call()))) {
            reset.send("audio/amr", FILE);
            reset.expectEnd();
        }
        SipDialog call = call();
        try (MsrpPeer bye = connect(answered(call))) {
            bye.send("audio/amr", FILE);
            call.expect("BYE");
            bye.expectResponse(200);
        }
        for (int i = 0; i < 2; i++) {
            try (MsrpPeer unanswered = connect(answered(call()))) {
                unanswered.send("audio/amr", FILE);
                unanswered.expectNothing(Duration.ofMillis(50));
            }
        }
        assertThat(server.deliveries().getLast().expectFile()).isEqualTo(FILE);
        assertThat(server.deliveries().get(2).received()).isEmpty();
    }

    @Test
    void failureIsReportedAfterAll200() {
        script(new DeliveryScript.ReportAtEnd(408));
        try (MsrpPeer msrp = connect(answered(call()))) {
            msrp.send("audio/amr", FILE);
            msrp.expectResponse(200);
            assertThat(msrp.expect("REPORT").header("Status")).contains("000 408");
        }
    }

    private void script(DeliveryScript... scripts) {
        server.close();
        server = DeliveryServerPeer.udp(scripts);
    }

    private SipDialog call() {
        String offer = String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 127.0.0.1",
                "s=-",
                "c=IN IP4 127.0.0.1",
                "t=0 0",
                "m=audio 4000 RTP/AVP 0",
                "m=message " + listening.port() + " TCP/MSRP *",
                "a=path:" + listening.uri(),
                "a=setup:actpass",
                "a=file-selector:name:\"vm.amr\" type:audio/amr size:11",
                "");
        return sender.invite(server.address(), server.uri(), offer);
    }

    private static String answered(SipDialog call) {
        String answer = call.expectResponse(200, "INVITE").body();
        call.ack();
        return answer;
    }

    private static MsrpPeer connect(String answer) {
        Matcher path = PATH.matcher(answer);
        assertThat(path.find()).isTrue();
        return MsrpPeer.connect(Sockets.loopback(Integer.parseInt(path.group(2))))
                .remotePath(path.group(1));
    }

    private static byte[] tail() {
        return "voicemail".getBytes(StandardCharsets.UTF_8);
    }
}

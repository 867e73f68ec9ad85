package org.voxpost.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.engine.event.TransferEvent;
import org.voxpost.testkit.Delivery;
import org.voxpost.testkit.DeliveryScript;
import org.voxpost.testkit.DeliveryServerPeer;
import org.voxpost.testkit.HttpAnswer;
import org.voxpost.testkit.HttpPeer;
import org.voxpost.testkit.MsrpFrame;
import org.voxpost.testkit.MsrpPeer;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.SipPeer;

/** The main job, from the INFO of the application server to its last event. */
class VoicemailTest {

    @TempDir
    Path home;

    @Test
    void theRecordingArrivesTheSourceGoesAndTheApplicationServerIsTold() throws Exception {
        try (Rig rig = Rig.start(home);
                DeliveryServerPeer far = DeliveryServerPeer.udp()) {
            Path source = rig.recording("RECORD VMD4 1.amr", 30_000);
            byte[] content = Files.readAllBytes(source);
            SipDialog call = rig.call();

            String result = Rig.start(
                    call,
                    Rig.transfer("id=\"transfer\"", Rig.object("file://" + source, far.uri(), "delete=\"true\"")));
            assertThat(result)
                    .contains("<result response=\"200\"/>")
                    .contains("<dialogid>conn:" + call.remoteTag() + "/dialog:d</dialogid>");

            Delivery delivery = far.expectDelivery();
            assertThat(delivery.expectFile()).isEqualTo(content);
            delivery.expectBye();

            assertThat(Rig.event(call))
                    .contains("event name=\"object\"")
                    .contains("<name>transfer.end</name><value>transfer.complete</value>")
                    .contains("<name>transfer.objid</name><value>o</value>")
                    .contains("<name>transfer.size</name><value>30000</value>");
            assertThat(Rig.event(call)).contains("event name=\"exit\"").contains("transfer.complete");
            assertThat(Rig.event(call))
                    .contains("event name=\"msml.dialog.exit\"")
                    .doesNotContain("<name>");
            assertThat(source).doesNotExist();
        }
    }

    @Test
    void theInviteIsFromTheOffererToTheAnswererAndOffersTheFile() throws Exception {
        try (Rig rig = Rig.start(home);
                DeliveryServerPeer far = DeliveryServerPeer.udp()) {
            rig.recording("a.amr", 5_000);
            SipDialog call = rig.call();
            String answerer = far.uri().substring("sip:".length());
            Rig.start(
                    call,
                    Rig.transfer(
                            "",
                            "<fileobj src=\"file://a.amr\" contenttype=\"audio/amr\""
                                    + " dest=\"xmsrp://?offerer=box@127.0.0.1;answerer="
                                    + answerer + ";file=/box/voice mail.amr\"/>"));

            Delivery delivery = far.expectDelivery();
            SipMessage invite = delivery.invite();
            assertThat(invite.requestUri()).isEqualTo("sip:" + answerer);
            assertThat(invite.header("To").orElseThrow()).contains("sip:" + answerer);
            assertThat(invite.header("From").orElseThrow()).contains("sip:box@127.0.0.1");
            assertThat(invite.header("X-Voxpost-Job")).isPresent();
            assertThat(delivery.offer())
                    .contains("TCP/MSRP *")
                    .contains("a=setup:actpass")
                    .contains("a=sendonly")
                    .contains("a=accept-types:audio/amr\r\n")
                    .contains("a=path:msrp://127.0.0.1:" + rig.engine.msrpPort() + "/")
                    .contains("a=file-transfer-id:")
                    .contains("a=file-disposition:attachment");
            assertThat(delivery.fileSelector().orElseThrow())
                    .contains("name:\"voice mail.amr\"")
                    .contains("type:audio/amr")
                    .contains("size:5000")
                    .contains("hash:sha-1:")
                    .contains("hash:sha-256:");
            delivery.expectFile();
        }
    }

    @Test
    void aRecordingOnAnHttpServerIsFetchedAndNothingStaysInTheSpool() throws Exception {
        try (Rig rig = Rig.start(home);
                HttpPeer http = HttpPeer.start();
                DeliveryServerPeer far = DeliveryServerPeer.udp()) {
            byte[] content = Files.readAllBytes(rig.recording("a.amr", 20_000));
            http.on("/box/a.amr", HttpAnswer.ok(content));
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("", Rig.object(http.uri("/box/a.amr").toString(), far.uri(), "")));

            assertThat(far.expectDelivery().expectFile()).isEqualTo(content);
            assertThat(Rig.event(call)).contains("transfer.complete");
            assertThat(rig.engine.media().inventory().idle()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"audio/amr, audio/amr", "nonsense, application/octet-stream"})
    void theTypeThatAnHttpServerDeclaresIsOfferedOnlyWhereItIsOne(String declared, String offered) throws Exception {
        try (Rig rig = Rig.start(home);
                HttpPeer http = HttpPeer.start();
                DeliveryServerPeer far = DeliveryServerPeer.udp()) {
            http.on("/a", HttpAnswer.ok("content", "Content-Type: " + declared));
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("", Rig.object(http.uri("/a").toString(), far.uri(), "")));

            Delivery delivery = far.expectDelivery();
            assertThat(delivery.fileSelector().orElseThrow()).contains("type:" + offered + " ");
            delivery.expectFile();
            assertThat(Rig.event(call)).contains("transfer.complete");
        }
    }

    @Test
    void theDeliveryServerMayConnectToUs() throws Exception {
        try (Rig rig = Rig.start(home);
                DeliveryServerPeer far = DeliveryServerPeer.udp(new DeliveryScript.AcceptActive())) {
            byte[] content = Files.readAllBytes(rig.recording("a.amr", 9_000));
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("", Rig.object("file://a.amr", far.uri(), "")));

            assertThat(far.expectDelivery().expectFile()).isEqualTo(content);
            assertThat(Rig.event(call)).contains("transfer.complete");
        }
    }

    @Test
    void theFormThatPublicClientsSendNeedsNoNameAndHearsOnlyTheExit() throws Exception {
        try (Rig rig = Rig.start(home);
                DeliveryServerPeer far = DeliveryServerPeer.udp()) {
            Files.createDirectories(rig.media.resolve("verification"));
            rig.recording("verification/testRecord.wav", 4_000);
            SipDialog call = rig.call();
            String result = Rig.ask(
                    call,
                    "<msml version=\"1.1\"><dialogstart target=\"conn:" + call.remoteTag()
                            + "\" type=\"application/moml+xml\"><transfer><fileobj"
                            + " src=\"file://verification/testRecord.wav\" contenttype=\"audio/x-wav\""
                            + " dest=\"xmsrp://?offerer=me@127.0.0.1;answerer="
                            + far.uri().substring(4)
                            + ";file=testRecord.wav\"/><transferobjdone/></transfer></dialogstart></msml>");

            assertThat(result).contains("<dialogid>conn:" + call.remoteTag() + "/dialog:1</dialogid>");
            assertThat(Rig.event(call)).contains("msml.dialog.exit").doesNotContain("dialog.exit.status");
        }
    }

    @Test
    void messagesOfTheScriptAreSentInOrder() throws Exception {
        try (Rig rig = Rig.start(home);
                DeliveryServerPeer far = DeliveryServerPeer.udp()) {
            SipDialog call = rig.call();
            Rig.start(
                    call,
                    Rig.transfer(
                            "",
                            "<messageobj src=\"none\" dest=\"xmsrp://?offerer=a@127.0.0.1;answerer=" + far.uri()
                                    + "\"><content>Grüße</content><content>second</content></messageobj>"));

            assertThat(new String(far.expectDelivery().expectFile(), StandardCharsets.UTF_8))
                    .isEqualTo("Grüße");
            assertThat(Rig.event(call))
                    .contains("<value>transfer.complete</value>")
                    .contains("<value>13</value>");
        }
    }

    @Test
    void aFileAsDestinationIsWrittenUnderTheWritableRoot() throws Exception {
        try (Rig rig = Rig.start(home)) {
            Path source = rig.recording("a.amr", 4_000);
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("", "<fileobj src=\"file://a.amr\" dest=\"file://copy.amr\"/>"));

            assertThat(Rig.event(call)).contains("transfer.complete");
            assertThat(rig.media.resolve("copy.amr")).hasSameBinaryContentAs(source);
        }
    }

    @Test
    void fileOperationsRunAsPrimitives() throws Exception {
        try (Rig rig = Rig.start(home)) {
            Path source = rig.recording("a.amr", 4_000);
            SipDialog call = rig.call();
            Rig.start(
                    call,
                    "<fileop operation=\"copy\" src=\"file://a.amr\" dest=\"file://b.amr\"/>"
                            + "<fileop operation=\"delete\" src=\"file://a.amr\"/>");

            assertThat(Rig.event(call)).contains("msml.dialog.exit").doesNotContain("dialog.exit.status");
            assertThat(rig.media.resolve("b.amr")).exists();
            assertThat(source).doesNotExist();
        }
    }

    @Test
    void fileOperationsGoFromOneBackEndToAnother() throws Exception {
        try (Rig rig = Rig.start(home)) {
            Path source = rig.recording("a.amr", 4_000);
            byte[] content = Files.readAllBytes(source);
            SipDialog call = rig.call();
            Rig.start(
                    call,
                    "<fileop operation=\"copy\" src=\"file://a.amr\" dest=\"memory:b\"/>"
                            + "<fileop operation=\"append\" src=\"file://a.amr\" dest=\"memory:b\"/>"
                            + "<fileop operation=\"move\" src=\"memory:b\" dest=\"file://b.amr\"/>"
                            + "<fileop operation=\"delete\" src=\"file://a.amr\"/>");

            assertThat(Rig.event(call)).contains("msml.dialog.exit").doesNotContain("dialog.exit.status");
            assertThat(Files.readAllBytes(rig.media.resolve("b.amr")))
                    .hasSize(8_000)
                    .startsWith(content)
                    .endsWith(content);
            assertThat(source).doesNotExist();
            Rig.start(call, "<fileop operation=\"copy\" src=\"memory:b\" dest=\"file://c.amr\"/>");
            assertThat(Rig.event(call)).contains("404").contains("no such content: memory:b");
        }
    }

    @Test
    void aFileOperationThatMayNotOverwriteSaysSo() throws Exception {
        try (Rig rig = Rig.start(home)) {
            rig.recording("a.amr", 4_000);
            rig.recording("b.amr", 5_000);
            SipDialog call = rig.call();
            Rig.start(
                    call,
                    "<fileop operation=\"move\" src=\"file://a.amr\" dest=\"file://b.amr\" overwrite=\"false\"/>");

            assertThat(Rig.event(call)).contains("409").contains("exists already: file://b.amr");
            assertThat(rig.media.resolve("a.amr")).hasSize(4_000);
            assertThat(rig.media.resolve("b.amr")).hasSize(5_000);
        }
    }

    @Test
    void anHttpServerAsDestinationIsPutTo() throws Exception {
        try (Rig rig = Rig.start(home);
                HttpPeer server = HttpPeer.start().on("/mail/1.amr", HttpAnswer.status(201))) {
            Path source = rig.recording("a.amr", 4_000);
            byte[] content = Files.readAllBytes(source);
            SipDialog call = rig.call();
            Rig.start(
                    call,
                    Rig.transfer(
                            "",
                            "<fileobj src=\"file://a.amr\" delete=\"true\" dest=\"" + server.uri("/mail/1.amr")
                                    + "\"/>"));

            assertThat(server.expect("PUT", "/mail/1.amr").octets()).isEqualTo(content);
            assertThat(Rig.event(call)).contains("transfer.complete");
            assertThat(source).doesNotExist();
        }
    }

    @Test
    void aTransferOutlivesTheCallOfItsApplicationServer() throws Exception {
        try (Rig rig = Rig.start(home);
                DeliveryServerPeer far = DeliveryServerPeer.udp()) {
            Path source = rig.recording("a.amr", 4_000);
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("delay=\"1s\"", Rig.object("file://a.amr", far.uri(), "delete=\"true\"")));
            call.bye();
            call.expectResponse(200, "BYE");

            far.expectDelivery().expectFile();
            TransferEvent.Finished outcome = rig.fact(TransferEvent.Finished.class);
            assertThat(outcome.end()).isEqualTo("transfer.complete");
            assertThat(outcome.callId()).isEqualTo(call.callId());
            assertThat(source).doesNotExist();
        }
    }

    @Test
    void configuredSoATransferEndsWithTheCallOfItsApplicationServer() throws Exception {
        try (Rig rig = Rig.start(home, Changes::endsWithTheCall);
                DeliveryServerPeer far = DeliveryServerPeer.udp()) {
            rig.recording("a.amr", 4_000);
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("delay=\"30s\"", Rig.object("file://a.amr", far.uri(), "")));
            call.bye();

            assertThat(rig.fact(TransferEvent.Finished.class).end()).isEqualTo("transfer.terminated");
            far.expectNoDelivery(Duration.ofMillis(200));
        }
    }

    @Test
    void aByeOfTheApplicationServerWhileADeliveryConcludesTakesNothingBack() throws Exception {
        try (Rig rig = Rig.start(home, Changes::endsWithTheCall);
                DeliveryServerPeer far = DeliveryServerPeer.udp()) {
            Path source = rig.recording("a.amr", 4_000);
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("", Rig.object("file://a.amr", far.uri(), "delete=\"true\"")));
            far.expectDelivery().expectBye();
            call.bye();

            assertThat(rig.fact(TransferEvent.ObjectFinished.class).end()).isEqualTo("transfer.complete");
            assertThat(source).doesNotExist();
        }
    }

    @Test
    void aSecondAnswerOfAForkingProxyIsHungUpAndTheDeliveryGoesOn() throws Exception {
        try (Rig rig = Rig.start(home);
                SipPeer far = SipPeer.udp().answerAlways("BYE");
                MsrpPeer box = MsrpPeer.listen()) {
            byte[] content = Files.readAllBytes(rig.recording("a.amr", 4_000));
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("", Rig.object("file://a.amr", far.uri(), "")));
            SipMessage invite = far.expect("INVITE");
            String answer = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=message "
                    + box.port() + " TCP/MSRP *\r\na=setup:passive\r\na=accept-types:*\r\na=recvonly\r\na=path:";
            SipDialog first = far.tag("first").dialog(invite);
            first.respond(invite, 200, "OK", answer + box.uri() + "\r\n");
            assertThat(first.expect("ACK").toTag()).isEqualTo("first");
            MsrpFrame send = box.expectSend();
            while (send.octets().length == 0) {
                box.respond(send, 200);
                send = box.expectSend();
            }

            SipDialog second = far.tag("second").dialog(invite);
            second.respond(invite, 200, "OK", answer + box.uri().replace(";tcp", "x;tcp") + "\r\n");
            assertThat(second.expect("ACK").toTag()).isEqualTo("second");
            assertThat(second.expect("BYE").toTag()).isEqualTo("second");

            box.respond(send, 200);
            assertThat(box.expectMessage()).isEqualTo(content);
            assertThat(first.expect("BYE").toTag()).isEqualTo("first");
            assertThat(Rig.event(call)).contains("transfer.complete");
        }
    }

    @Test
    void withoutDeleteTheSourceStays() throws Exception {
        try (Rig rig = Rig.start(home);
                DeliveryServerPeer far = DeliveryServerPeer.udp()) {
            Path source = rig.recording("a.amr", 4_000);
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("", Rig.object("file://a.amr", far.uri(), "")));

            assertThat(Rig.event(call)).contains("transfer.complete");
            assertThat(rig.fact(TransferEvent.Finished.class).end()).isEqualTo("transfer.complete");
            assertThat(source).hasSize(4_000);
        }
    }

    @Test
    void severalObjectsRunSideBySideAndEachIsToldOnce() throws Exception {
        try (Rig rig = Rig.start(home);
                DeliveryServerPeer far = DeliveryServerPeer.udp()) {
            rig.recording("a.amr", 4_000);
            SipDialog call = rig.call();
            String object = Rig.object("file://a.amr", far.uri(), "");
            Rig.start(call, Rig.transfer("", object + object + object));

            for (int i = 0; i < 3; i++) {
                assertThat(Rig.event(call)).contains("event name=\"object\"").contains("transfer.complete");
            }
            assertThat(Rig.event(call)).contains("event name=\"exit\"").contains("<value>12000</value>");
            assertThat(Rig.event(call)).contains("msml.dialog.exit");
        }
    }

    @Test
    void aSecondAttemptHasTheSameJobAndAFreshTransferId() throws Exception {
        try (Rig rig = Rig.start(home);
                DeliveryServerPeer far =
                        DeliveryServerPeer.udp(new DeliveryScript.Reject(503), new DeliveryScript.Accept())) {
            rig.recording("a.amr", 4_000);
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("", Rig.object("file://a.amr", far.uri(), "retry=\"1\"")));

            Delivery first = far.expectDelivery();
            Delivery second = far.expectDelivery();
            assertThat(Rig.event(call)).contains("transfer.complete");
            assertThat(second.invite().header("X-Voxpost-Job"))
                    .isEqualTo(first.invite().header("X-Voxpost-Job"));
            assertThat(transferId(second)).isNotEqualTo(transferId(first));
        }
    }

    @Test
    void aRefreshByTheDeliveryServerIsAgreedToAndTheTransferGoesOn() throws Exception {
        try (Rig rig = Rig.start(home);
                DeliveryServerPeer far = DeliveryServerPeer.udp(new DeliveryScript.SilentAfterConnect())) {
            rig.recording("a.amr", 4_000);
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("", Rig.object("file://a.amr", far.uri(), "")));
            Delivery delivery = far.expectDelivery();
            delivery.expectAck();

            assertThat(delivery.reInvite().status()).isEqualTo(200);
        }
    }

    @Test
    void aDeliveryServerThatMovesGetsTheFileWhereItMoved() throws Exception {
        try (Rig rig = Rig.start(home);
                MsrpPeer elsewhere = MsrpPeer.listen().answerAlways();
                DeliveryServerPeer far = DeliveryServerPeer.udp(new DeliveryScript.SilentAfterConnect())) {
            byte[] content = Files.readAllBytes(rig.recording("a.amr", 9_000));
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("", Rig.object("file://a.amr", far.uri(), "")));
            Delivery delivery = far.expectDelivery();
            delivery.expectAck();

            SipMessage answer = delivery.reInvite(sdp -> sdp.replace(delivery.uri(), elsewhere.uri())
                    .replaceFirst("m=message \\d+", "m=message " + elsewhere.port()));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("a=setup:active").contains("m=message 9 ");
            assertThat(elsewhere.expectMessage()).isEqualTo(content);
            assertThat(Rig.event(call)).contains("transfer.complete");
        }
    }

    @Test
    void deletionAtAFileDestinationThatIsNotAllowedLeavesTheDeliveryStanding() throws Exception {
        try (Rig rig = Rig.start(home, Changes::deletesNothing)) {
            Path source = rig.recording("a.amr", 4_000);
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("", "<fileobj src=\"file://a.amr\" dest=\"file://b.amr\" delete=\"true\"/>"));

            assertThat(Rig.event(call)).contains("transfer.complete");
            assertThat(source).exists();
            assertThat(rig.media.resolve("b.amr")).exists();
        }
    }

    @Test
    void stoppingTheServerEndsWhatRunsTellsItAndHangsUp() throws Exception {
        try (Rig rig = Rig.start(home);
                DeliveryServerPeer far = DeliveryServerPeer.udp(new DeliveryScript.RingingOnly())) {
            rig.recording("a.amr", 4_000);
            SipDialog call = rig.call();
            rig.as.answerAlways("INFO", "BYE");
            Rig.start(call, Rig.transfer("", Rig.object("file://a.amr", far.uri(), "")));
            Delivery delivery = far.expectDelivery();
            rig.engine.close();

            assertThat(rig.fact(TransferEvent.Finished.class).end()).isEqualTo("transfer.terminated");
            delivery.expectCancel();
            call.expect("BYE");
        }
    }

    @Test
    void aCallFromSomewhereElseThanTheApplicationServersIsForbidden() throws Exception {
        try (Rig rig = Rig.start(home, Changes::takesCallsFromNobody)) {
            SipDialog call = rig.as.invite(
                    rig.address(), "sip:msml@127.0.0.1", Rig.CONTROL_SDP, "Content-Type: application/sdp");
            call.expectResponse(403, "INVITE");
            call.ackFailure();
        }
    }

    @Test
    void aSipUriThatIsNoneFailsAtOnce() throws Exception {
        try (Rig rig = Rig.start(home)) {
            rig.recording("a.amr", 100);
            SipDialog call = rig.call();
            Rig.start(
                    call,
                    Rig.transfer(
                            "retry=\"3\"",
                            "<fileobj src=\"file://a.amr\""
                                    + " dest=\"xmsrp://?offerer=a^[b{}|`@127.0.0.1;answerer=b@127.0.0.1;file=a\"/>"));

            assertThat(Rig.event(call)).contains("<name>transfer.status</name><value>410</value>");
        }
    }

    private static String transferId(Delivery delivery) {
        return delivery.offer()
                .lines()
                .filter(line -> line.startsWith("a=file-transfer-id:"))
                .findFirst()
                .orElseThrow();
    }
}

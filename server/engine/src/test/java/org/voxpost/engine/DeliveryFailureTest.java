package org.voxpost.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxpost.testkit.Delivery;
import org.voxpost.testkit.DeliveryScript;
import org.voxpost.testkit.DeliveryServerPeer;
import org.voxpost.testkit.SipDialog;

/** Delivery servers that do not take the voicemail: the right outcome in time, the source still there, nothing left behind. */
class DeliveryFailureTest {

    @TempDir
    Path home;

    static Stream<Arguments> misbehaviours() {
        return Stream.of(
                Arguments.of(new DeliveryScript.Silent(), 408, 408),
                Arguments.of(new DeliveryScript.TryingOnly(), 408, 408),
                Arguments.of(new DeliveryScript.RingingOnly(), 408, 408),
                Arguments.of(new DeliveryScript.Reject(404), 404, 404),
                Arguments.of(new DeliveryScript.Reject(486), 486, 486),
                Arguments.of(new DeliveryScript.Reject(488), 488, 488),
                Arguments.of(new DeliveryScript.Reject(503, "Retry-After: 1"), 503, 480),
                Arguments.of(new DeliveryScript.Reject(603), 603, 403),
                Arguments.of(new DeliveryScript.AnswerPortZero(), 488, 488),
                Arguments.of(new DeliveryScript.AnswerWith("-path"), 488, 488),
                Arguments.of(new DeliveryScript.AnswerWith("max-size:100"), 413, 413),
                Arguments.of(new DeliveryScript.AnswerWith("accept-types:text/plain"), 415, 415),
                Arguments.of(new DeliveryScript.RefuseConnection(), 480, 480),
                Arguments.of(new DeliveryScript.SilentAfterConnect(), 408, 408),
                Arguments.of(new DeliveryScript.ResetAfterOctets(10_000), 480, 480),
                Arguments.of(new DeliveryScript.StallAfterOctets(10_000), 408, 408),
                Arguments.of(new DeliveryScript.StatusAtChunk(2, 413), 413, 413),
                Arguments.of(new DeliveryScript.StatusAtChunk(1, 415), 415, 415),
                Arguments.of(new DeliveryScript.StatusAtChunk(3, 481), 481, 481),
                Arguments.of(new DeliveryScript.StatusAtChunk(1, 501), 501, 480));
    }

    @ParameterizedTest
    @MethodSource("misbehaviours")
    void theOutcomeIsToldAndTheSourceStays(DeliveryScript script, int status, int exit) throws Exception {
        try (Rig rig = Rig.start(home);
                DeliveryServerPeer far = DeliveryServerPeer.udp(script)) {
            Path source = rig.recording("a.amr", 40_000);
            SipDialog call = rig.call();
            Rig.start(
                    call,
                    Rig.transfer(
                            "", Rig.object("file://a.amr", far.uri(), "contenttype=\"audio/amr\" delete=\"true\"")));

            assertThat(Rig.event(call))
                    .contains("event name=\"object\"")
                    .contains("<name>transfer.end</name><value>transfer.failed</value>")
                    .contains("<name>transfer.status</name><value>" + status + "</value>");
            assertThat(Rig.event(call)).contains("event name=\"exit\"").contains("transfer.failed");
            assertThat(Rig.event(call))
                    .contains("msml.dialog.exit")
                    .contains("<name>dialog.exit.status</name> <value>" + exit + "</value>");
            assertThat(source).exists();
            assertThat(rig.engine.media().inventory().idle()).isTrue();
            rig.awaitNoSessions();
        }
    }

    @Test
    void anInviteThatNobodyAnswersIsCancelled() throws Exception {
        try (Rig rig = Rig.start(home);
                DeliveryServerPeer far = DeliveryServerPeer.udp(new DeliveryScript.RingingOnly())) {
            rig.recording("a.amr", 4_000);
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("", Rig.object("file://a.amr", far.uri(), "")));

            far.expectDelivery().expectCancel();
        }
    }

    @Test
    void aDeclinedAnswerIsEndedWithBye() throws Exception {
        try (Rig rig = Rig.start(home);
                DeliveryServerPeer far = DeliveryServerPeer.udp(new DeliveryScript.AnswerPortZero())) {
            rig.recording("a.amr", 4_000);
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("", Rig.object("file://a.amr", far.uri(), "")));

            Delivery delivery = far.expectDelivery();
            delivery.expectAck();
            delivery.expectBye();
        }
    }

    @Test
    void aDeliveryServerThatHangsUpInTheMiddleFailsTheDelivery() throws Exception {
        try (Rig rig = Rig.start(home);
                DeliveryServerPeer far = DeliveryServerPeer.udp(new DeliveryScript.SilentAfterConnect())) {
            Path source = rig.recording("a.amr", 40_000);
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("", Rig.object("file://a.amr", far.uri(), "delete=\"true\"")));
            Delivery delivery = far.expectDelivery();
            delivery.expectAck();
            delivery.bye();

            assertThat(Rig.event(call)).contains("<name>transfer.status</name><value>480</value>");
            assertThat(source).exists();
        }
    }

    @Test
    void aByeThatOvertakesTheLastAcknowledgementsDoesNotFailTheDelivery() throws Exception {
        try (Rig rig = Rig.start(home);
                DeliveryServerPeer far = DeliveryServerPeer.udp(new DeliveryScript.ByeAfterOctets(10_000))) {
            rig.recording("a.amr", 40_000);
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("", Rig.object("file://a.amr", far.uri(), "")));

            assertThat(Rig.event(call)).contains("transfer.complete");
        }
    }

    @Test
    void theRetryAfterOfTheDeliveryServerIsKept() throws Exception {
        try (Rig rig = Rig.start(home);
                DeliveryServerPeer far = DeliveryServerPeer.udp(
                        new DeliveryScript.Reject(503, "Retry-After: 1"), new DeliveryScript.Accept())) {
            rig.recording("a.amr", 4_000);
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("", Rig.object("file://a.amr", far.uri(), "retry=\"1\"")));
            far.expectDelivery();
            long refused = System.nanoTime();
            far.expectDelivery();

            assertThat(Duration.ofNanos(System.nanoTime() - refused)).isGreaterThan(Duration.ofMillis(900));
            assertThat(Rig.event(call)).contains("transfer.complete");
        }
    }

    @Test
    void terminateGivesTheAttemptUpAtOnce() throws Exception {
        try (Rig rig = Rig.start(home);
                DeliveryServerPeer far = DeliveryServerPeer.udp(new DeliveryScript.RingingOnly())) {
            Path source = rig.recording("a.amr", 4_000);
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("id=\"t\"", Rig.object("file://a.amr", far.uri(), "delete=\"true\"")));
            Delivery delivery = far.expectDelivery();
            String dialog = "conn:" + call.remoteTag() + "/dialog:d";
            String result =
                    Rig.ask(call, "<msml><send event=\"terminate\" target=\"" + dialog + "/transfer.t\"/></msml>");

            assertThat(result).contains("response=\"200\"");
            assertThat(Rig.event(call)).contains("transfer.terminated");
            delivery.expectCancel();
            assertThat(source).exists();
        }
    }
}

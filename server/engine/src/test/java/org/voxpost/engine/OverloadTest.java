package org.voxpost.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.engine.event.JobEvent;
import org.voxpost.engine.overload.OverloadTerms;
import org.voxpost.media.DiskSettings;
import org.voxpost.testkit.DeliveryScript;
import org.voxpost.testkit.DeliveryServerPeer;
import org.voxpost.testkit.HttpAnswer;
import org.voxpost.testkit.HttpPeer;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;

/** A server that has enough to do: what it refuses, in whose terms, and that it finishes what it took. */
class OverloadTest {

    private static final Pattern STATUS = Pattern.compile("<name>transfer.status</name><value>([0-9]+)</value>");

    @TempDir
    Path home;

    @Test
    void whatWaitsFinishesWhileNewWorkIsRefusedAndUrgentCallsAreTaken() throws Exception {
        try (Rig rig = Rig.start(home, with(1, 1, 0));
                DeliveryServerPeer far =
                        DeliveryServerPeer.udp(new DeliveryScript.Silent(), new DeliveryScript.Accept())) {
            rig.recording("a.amr", 4_000);
            SipDialog call = rig.call();
            String elements = Rig.transfer("", Rig.object("file://a.amr", far.uri(), ""));
            assertThat(start(call, "one", elements)).contains("response=\"200\"");
            far.expectDelivery();
            assertThat(start(call, "two", elements)).contains("response=\"200\"");

            assertThat(start(call, "three", elements))
                    .contains("response=\"520\"")
                    .contains("too many transfers wait for their turn");
            assertThat(refused(rig).header("Retry-After")).contains("7");
            assertThat(options(rig, 503).header("Retry-After")).contains("7");
            invite(rig, "Resource-Priority: esnet.1").expectResponse(200, "INVITE");

            assertThat(Rig.event(call)).contains("transfer.failed");
            Rig.event(call);
            Rig.event(call);
            assertThat(Rig.event(call)).contains("dialog:two").contains("transfer.complete");
            options(rig, 200);
        }
    }

    @Test
    void whileTheDiskIsNearlyFullOnlyUrgentCallsAreTaken() throws Exception {
        DiskSettings full = new DiskSettings(Long.MAX_VALUE, 0, 0, 0, Duration.ofSeconds(1));
        try (Rig rig = Rig.start(home, from -> Changes.withDisk(full, from))) {
            assertThat(refused(rig).header("Retry-After")).isPresent();
            options(rig, 503);
            invite(rig, "Resource-Priority: ets.0").expectResponse(200, "INVITE");
        }
    }

    @Test
    void aDeliveryServerThatFailsAgainAndAgainIsNotCalledForAWhile() throws Exception {
        try (Rig rig = Rig.start(home, with(9, 9, 1));
                DeliveryServerPeer far =
                        DeliveryServerPeer.udp(new DeliveryScript.Reject(500), new DeliveryScript.Accept())) {
            rig.recording("a.amr", 4_000);
            SipDialog call = rig.call();
            String elements = Rig.transfer("", Rig.object("file://a.amr", far.uri(), ""));
            start(call, "one", elements);
            assertThat(Rig.event(call)).contains("<name>transfer.status</name><value>500</value>");
            Rig.event(call);
            Rig.event(call);

            rig.facts.clear();
            start(call, "two", elements);
            assertThat(Rig.event(call)).contains("<name>transfer.status</name><value>503</value>");
            assertThat(far.deliveries()).hasSize(1);
            assertThat(rig.facts).noneMatch(JobEvent.SourceReady.class::isInstance);
        }
    }

    @Test
    void anHttpServerThatFailsAgainAndAgainIsNotWrittenToForAWhile() throws Exception {
        try (HttpPeer web = HttpPeer.start();
                Rig rig = Rig.start(home, with(9, 9, 2))) {
            rig.recording("a.amr", 4_000);
            web.on("/broken", HttpAnswer.status(503));
            web.on("/forbidden", HttpAnswer.status(403));
            SipDialog call = rig.call();
            // What it does not want counts for nothing, and neither does a source that is not there.
            assertThat(status(call, "a", "file://a.amr", web.uri("/forbidden"))).isEqualTo("403");
            assertThat(status(call, "b", web.uri("/none").toString(), web.uri("/broken")))
                    .isEqualTo("404");
            assertThat(status(call, "c", "file://a.amr", web.uri("/broken"))).isEqualTo("503");
            assertThat(status(call, "d", "file://a.amr", web.uri("/broken"))).isEqualTo("503");
            int asked = web.requests().size();

            assertThat(status(call, "e", "file://a.amr", web.uri("/other"))).isEqualTo("503");
            assertThat(web.requests()).hasSize(asked);
        }
    }

    /** What becomes of a transfer of one object to an HTTP server. */
    private static String status(SipDialog call, String name, String source, URI to) {
        start(call, name, Rig.transfer("", "<fileobj src=\"" + source + "\" dest=\"" + to + "\"/>"));
        Matcher status = STATUS.matcher(Rig.event(call));
        assertThat(status.find()).isTrue();
        Rig.event(call);
        Rig.event(call);
        return status.group(1);
    }

    @Test
    void aServerThatDrainsRefusesCallsAndOrders() throws Exception {
        try (Rig rig = Rig.start(home);
                DeliveryServerPeer far = DeliveryServerPeer.udp(new DeliveryScript.Silent())) {
            rig.recording("a.amr", 4_000);
            SipDialog call = rig.call();
            String elements = Rig.transfer("", Rig.object("file://a.amr", far.uri(), ""));
            start(call, "one", elements);
            far.expectDelivery();
            CompletableFuture<Void> drained = CompletableFuture.runAsync(rig.engine::drain);
            while (!rig.engine.draining()) {
                Thread.onSpinWait();
            }

            assertThat(refused(rig).header("Retry-After")).isPresent();
            options(rig, 503);
            assertThat(start(call, "two", elements)).contains("the server stops");
            assertThat(Rig.event(call)).contains("dialog:one");
            rig.as.answerAlways("INFO", "BYE");
            Rig.event(call);
            drained.join();
        }
    }

    private static UnaryOperator<EngineConfiguration> with(int running, int queue, int failures) {
        OverloadTerms terms = new OverloadTerms(
                running,
                100,
                100,
                queue,
                10,
                Set.of("esnet"),
                Duration.ofSeconds(7),
                new OverloadTerms.BreakerTerms(failures, Duration.ofSeconds(30)));
        return from -> Changes.withOverload(terms, from);
    }

    private static String start(SipDialog call, String name, String elements) {
        return Rig.ask(
                call,
                "<msml version=\"1.1\"><dialogstart target=\"conn:" + call.remoteTag()
                        + "\" type=\"application/moml+xml\" name=\"" + name + "\">" + elements
                        + "</dialogstart></msml>");
    }

    private static SipDialog invite(Rig rig, String... headers) {
        SipDialog dialog = rig.as.dialog(rig.address(), "sip:msml@127.0.0.1");
        dialog.invite("", headers);
        return dialog;
    }

    private static SipMessage refused(Rig rig) {
        SipDialog dialog = invite(rig);
        SipMessage refusal = dialog.expectResponse(503, "INVITE");
        dialog.ackFailure();
        return refusal;
    }

    private static SipMessage options(Rig rig, int status) {
        SipDialog outside = rig.as.dialog(rig.address(), "sip:msml@127.0.0.1");
        outside.options();
        return outside.expectResponse(status, "OPTIONS");
    }
}

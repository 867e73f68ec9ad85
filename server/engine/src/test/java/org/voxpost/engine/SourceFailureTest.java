package org.voxpost.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.testkit.DeliveryServerPeer;
import org.voxpost.testkit.HttpAnswer;
import org.voxpost.testkit.HttpPeer;
import org.voxpost.testkit.SipDialog;

/** Sources that cannot be had: the application server learns which and why, and nobody is called. */
class SourceFailureTest {

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({
        "file://missing.amr, 404",
        "file:///etc/hostname, 403",
        "file://../outside.amr, 403",
        "file://%2e%2e/outside.amr, 403",
        "ftp://host/a.amr, 410",
        "http://192.0.2.1/a.amr, 403"
    })
    void aSourceThatIsMissingOrForbiddenFailsTheDialog(String source, int status) throws Exception {
        Files.writeString(home.resolve("outside.amr"), "secret");
        refuses(source, status);
    }

    @ParameterizedTest
    @CsvSource({"/missing, 404", "/broken, 480", "/short, 480", "/hang, 408"})
    void anHttpSourceThatFailsIsTold(String path, int status) throws Exception {
        try (HttpPeer http = HttpPeer.start()) {
            http.on("/broken", HttpAnswer.status(500));
            http.on("/short", new HttpAnswer.Declared(200, List.of(), new byte[200], 1_000));
            http.on("/hang", new HttpAnswer.Hang());
            refuses(http.uri(path).toString(), status);
            assertThat(http.requests()).isNotEmpty();
        }
    }

    @Test
    void deletingAnHttpSourceIsRefusedUnlessConfiguredAndTheDeliveryStands() throws Exception {
        try (Rig rig = Rig.start(home);
                HttpPeer http = HttpPeer.start();
                DeliveryServerPeer far = DeliveryServerPeer.udp()) {
            http.on("/a.amr", HttpAnswer.ok(new byte[1_000]));
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("", Rig.object(http.uri("/a.amr").toString(), far.uri(), "delete=\"true\"")));

            assertThat(Rig.event(call)).contains("transfer.complete");
            assertThat(http.requests()).allMatch(request -> request.method().equals("GET"));
        }
    }

    private void refuses(String source, int status) throws Exception {
        try (Rig rig = Rig.start(home);
                DeliveryServerPeer far = DeliveryServerPeer.udp()) {
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("", Rig.object(source, far.uri(), "delete=\"true\"")));

            assertThat(Rig.event(call)).contains("event name=\"object\"").contains("transfer.failed");
            assertThat(Rig.event(call)).contains("event name=\"exit\"").contains("transfer.failed");
            assertThat(Rig.event(call))
                    .contains("<name>dialog.exit.status</name> <value>" + status + "</value>")
                    .contains("<name>dialog.exit.description</name> <value>[transfer]: ");
            far.expectNoDelivery(Duration.ofMillis(50));
            assertThat(rig.engine.media().inventory().idle()).isTrue();
        }
    }
}

package org.voxpost.app.crash;

import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.testkit.DeliveryScript;
import org.voxpost.testkit.SipDialog;

/** The server is killed at each moment that its peers can see. */
class KilledServerTest {

    /** When it is killed. */
    enum Moment {
        PROMISED,
        HALF_SENT,
        SENT_BUT_NOT_ACKNOWLEDGED,
        HUNG_UP,
        TOLD;

        /** How the delivery server treats the first call. */
        private DeliveryScript first() {
            return switch (this) {
                case HALF_SENT -> new DeliveryScript.StallAfterOctets(50_000);
                case SENT_BUT_NOT_ACKNOWLEDGED -> new DeliveryScript.SilentAfterConnect();
                case PROMISED, HUNG_UP, TOLD -> new DeliveryScript.Accept();
            };
        }

        private void await(CrashScene scene, SipDialog call) {
            switch (this) {
                case PROMISED -> {}
                case HALF_SENT, SENT_BUT_NOT_ACKNOWLEDGED ->
                    scene.far().expectDelivery().expectAck();
                case HUNG_UP -> scene.far().expectDelivery().expectBye();
                case TOLD -> call.expect("INFO");
            }
        }
    }

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    @Timeout(120)
    void nothingThatWasPromisedIsLost(Moment moment) throws Exception {
        CrashHome home = CrashHome.embedded(directory, ServerProgram.compiled());
        try (CrashScene scene = new CrashScene(home, moment.first(), new DeliveryScript.Accept());
                ServerProcess server = scene.start()) {
            SipDialog call = scene.order(server.awaitServing().orElseThrow());
            moment.await(scene, call);

            server.kill();

            CrashCheck.afterDeath(scene).afterRestart();
        }
    }
}

package org.voxpost.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.engine.event.JobEvent;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.testkit.ManualDelivery;
import org.voxpost.testkit.MsrpFrame;
import org.voxpost.testkit.SipMessage;

/** A delivery server that says how much of a file it has kept, of which the server itself knows nothing (ADR 0023). */
@Timeout(60)
class KeptPartTest {

    private static final int SIZE = 4_000;

    @TempDir
    Path home;

    private final ManualDelivery far = new ManualDelivery();

    @AfterEach
    void close() {
        far.close();
    }

    private byte[] order(Rig rig) throws Exception {
        Path recording = rig.recording("a.amr", SIZE);
        Rig.start(rig.call(), Rig.transfer("", Rig.object("file://a.amr", far.uri(), "")));
        return Files.readAllBytes(recording);
    }

    private void answer(String kept) {
        far.take(far.expectInvite(), far.description(1, "a=setup:passive", "a=file-range:1-*", kept));
    }

    private void hungUp() {
        far.dialog().respond(far.dialog().expect("BYE"), 200, "OK", "");
    }

    @Test
    void theRestIsSentInACallOfItsOwn() throws Exception {
        try (Rig rig = Rig.start(home)) {
            byte[] content = order(rig);
            answer("a=voxpost-file-kept:1000");
            hungUp();

            SipMessage second = far.expectInvite();
            assertThat(second.body()).contains("a=file-range:1001-*");
            far.take(second, far.description(1, "a=setup:passive", "a=file-range:1001-*"));
            MsrpFrame rest = far.expectFile();
            assertThat(rest.octets()).isEqualTo(Arrays.copyOfRange(content, 1_000, SIZE));
            far.msrp.respond(rest, 200);

            assertThat(rig.fact(JobEvent.Delivered.class).octets()).isEqualTo(SIZE);
            hungUp();
        }
    }

    /** It is not asked again to go on, whatever it says. */
    @Test
    void theWholeIsSentWhereTheRestIsRefused() throws Exception {
        try (Rig rig = Rig.start(home)) {
            byte[] content = order(rig);
            answer("a=voxpost-file-kept:1000");
            hungUp();
            SipMessage second = far.expectInvite();
            far.dialog().respond(second, 488, "Not Acceptable Here", "");
            far.dialog().expect("ACK");

            answer("a=voxpost-file-kept:1000");
            MsrpFrame whole = far.expectFile();
            assertThat(whole.octets()).isEqualTo(content);
            far.msrp.respond(whole, 200);

            assertThat(rig.fact(JobEvent.Delivered.class).octets()).isEqualTo(SIZE);
            hungUp();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4000", "99999", "much"})
    void whatLeavesNothingToSendOrSaysNothingIsReadPast(String kept) throws Exception {
        sentWholeAtOnce("a=voxpost-file-kept:" + kept, from -> from);
    }

    @Test
    void aPolicyWithoutResumptionKnowsNothingOfParts() throws Exception {
        PeerPolicy never = PeerPolicy.DEFAULT.withResume(false);
        sentWholeAtOnce("a=voxpost-file-kept:1000", from -> Changes.policy(never, from));
    }

    private void sentWholeAtOnce(String kept, UnaryOperator<EngineConfiguration> change) throws Exception {
        try (Rig rig = Rig.start(home, change)) {
            byte[] content = order(rig);
            answer(kept);
            MsrpFrame whole = far.expectFile();
            assertThat(whole.octets()).isEqualTo(content);
            far.msrp.respond(whole, 200);

            assertThat(rig.fact(JobEvent.Delivered.class).octets()).isEqualTo(SIZE);
            hungUp();
        }
    }
}

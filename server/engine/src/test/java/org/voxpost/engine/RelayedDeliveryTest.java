package org.voxpost.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.msrp.RelayAccount;
import org.voxpost.testkit.Delivery;
import org.voxpost.testkit.DeliveryScript;
import org.voxpost.testkit.DeliveryServerPeer;
import org.voxpost.testkit.RelayPeer;
import org.voxpost.testkit.RelayScript;
import org.voxpost.testkit.SipDialog;

/** Deliveries through a relay of ours (RFC 4976). */
@Timeout(60)
class RelayedDeliveryTest {

    @TempDir
    private Path home;

    private static String path(String sdp) {
        return sdp.lines()
                .filter(line -> line.startsWith("a=path:"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theDeliveryServerIsToldOfEachPathThatTheRelayGives() throws Exception {
        try (RelayPeer relay = RelayPeer.listen(RelayScript.KAMAILIO, "voxpost", "secret");
                Rig rig = Rig.start(home, from -> Changes.through(brief(relay), from));
                DeliveryServerPeer far = DeliveryServerPeer.udp(new DeliveryScript.SilentAfterConnect())) {
            rig.recording("a.amr", 4_000);
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("", Rig.object("file://a.amr", far.uri(), "")));
            Delivery delivery = far.expectDelivery();
            delivery.expectAck();

            String first = delivery.expect("INVITE").body();
            String second = delivery.expect("INVITE").body();
            assertThat(path(first)).isNotEqualTo(path(delivery.offer())).contains(own(delivery.offer()));
            assertThat(path(second)).isNotEqualTo(path(first)).contains(own(delivery.offer()));
        }
    }

    private static RelayAccount brief(RelayPeer relay) {
        return RelayAccount.of(relay.uri(), "voxpost", "secret").withExpires(Duration.ofSeconds(1));
    }

    /** The URI of ours behind the relay. */
    private static String own(String sdp) {
        return path(sdp).split(" ", -1)[1];
    }
}

package org.voxpost.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.voxpost.msrp.MediaSecurity;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.RelayAccount;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.Setup;

/** Whom a path of several URIs leads to, and who vouches for it (RFC 4976 §9.2, RFC 6135 §4.3). */
class RelayNegotiationTest {

    private static final String THROUGH = "msrps://relay.example.com:2855/r;tcp msrps://peer.example.com:7777/p;tcp";
    private static final String HALF = "msrp://relay.example.com:2855/r;tcp msrps://peer.example.com:7777/p;tcp";

    private static MediaDescription described(String path, boolean secure) {
        return MediaDescription.message(2855, secure)
                .with(Attribute.of("path", path))
                .with(Attribute.of("setup", "passive"))
                .with(Attribute.of("accept-types", "*"));
    }

    private static Negotiation negotiated(MediaDescription offer, PeerPolicy policy) throws NegotiationRefused {
        return Negotiation.ofOffer(
                offer, Setup.ACTIVE, SessionTerms.of(List.of("*")).withPolicy(policy));
    }

    private static PeerPolicy behindOurs(MediaSecurity security) {
        return PeerPolicy.DEFAULT
                .withSecurity(security)
                .withRelay(RelayAccount.of("msrps://ours.example.com;tcp", "u", "p"));
    }

    @Test
    void theRelayOfThePeerIsConnectedToAndKnownByItsName() throws Exception {
        Negotiation negotiated = negotiated(
                described(THROUGH, true).with(Attribute.of("fingerprint", "sha-256 " + "AB:".repeat(31) + "AB")),
                PeerPolicy.DEFAULT.withSecurity(MediaSecurity.TLS));
        assertThat(negotiated.target()).isEqualTo(new Target("relay.example.com", 2855));
        assertThat(negotiated.peer()).isEqualTo(new PeerIdentity.Host("relay.example.com"));
        assertThat(negotiated.remotePath().text()).isEqualTo(THROUGH);
    }

    @Test
    void fingerprintThatIsRequiredIsNotToBeHadThroughARelayOfEitherSide() throws Exception {
        MediaSecurity strict = MediaSecurity.TLS.withRequireFingerprint(true);
        MediaDescription offer =
                described(THROUGH, true).with(Attribute.of("fingerprint", "sha-256 " + "AB:".repeat(31) + "AB"));
        for (PeerPolicy policy : List.of(PeerPolicy.DEFAULT.withSecurity(strict), behindOurs(strict))) {
            assertThatThrownBy(() -> negotiated(offer, policy))
                    .isInstanceOfSatisfying(
                            NegotiationRefused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(NegotiationRefused.Reason.FINGERPRINT));
        }
    }

    @Test
    void behindOurRelayThePeerMayBeOfEitherKind() throws Exception {
        assertThat(negotiated(described(HALF, false), behindOurs(MediaSecurity.PLAIN))
                        .peer())
                .isNull();
        assertThat(negotiated(described(THROUGH, true), behindOurs(MediaSecurity.PLAIN))
                        .peer())
                .isNull();
    }

    @Test
    void plainHopIsRefusedWhereTlsIsWanted() throws Exception {
        assertThat(negotiated(described(THROUGH, true), behindOurs(MediaSecurity.TLS))
                        .remotePath()
                        .text())
                .isEqualTo(THROUGH);
        assertThatThrownBy(() -> negotiated(described(HALF, false), behindOurs(MediaSecurity.TLS)))
                .isInstanceOf(NegotiationRefused.class);
    }
}

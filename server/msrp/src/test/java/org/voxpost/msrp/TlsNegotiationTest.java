package org.voxpost.msrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.msrp.MediaSecurity.Transport;
import org.voxpost.msrp.NegotiationRefused.Reason;
import org.voxpost.msrp.Peers.Receiving;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.Fingerprint;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.SessionDescription;

/** What descriptions say of TLS, and which of them no session comes of (RFC 4975 §8.1, RFC 8122 §5). */
@Timeout(60)
class TlsNegotiationTest {

    private static final byte[] DER = {1, 2, 3};

    private final MsrpEndpoint endpoint =
            MsrpEndpoint.open(Peers.loopback().withTls(TlsSettings.of(TlsContext.selfSigned("default"))));
    private MediaSecurity security = MediaSecurity.PLAIN.withTransport(Transport.EITHER);

    TlsNegotiationTest() throws Exception {}

    @AfterEach
    void close() {
        endpoint.close();
    }

    private static MediaDescription described(boolean protocol, boolean scheme) {
        return MediaDescription.message(2855, protocol)
                .with(Attribute.of("path", (scheme ? "msrps" : "msrp") + "://127.0.0.1:2855/raw;tcp"))
                .with(Attribute.of("accept-types", "*"))
                .with(Attribute.of("setup", "active"));
    }

    private static MediaDescription secure(String... fingerprints) {
        MediaDescription media = described(true, true);
        for (String fingerprint : fingerprints) {
            media = media.with(Attribute.of("fingerprint", fingerprint));
        }
        return media;
    }

    private static String fingerprint(String hash) {
        return Fingerprint.ofCertificate(hash, DER).attribute().text();
    }

    private SessionTerms terms() {
        return SessionTerms.of(List.of("*")).withPolicy(PeerPolicy.DEFAULT.withSecurity(security));
    }

    private MsrpSession answer(MediaDescription offer) throws NegotiationRefused {
        return endpoint.answer(offer, terms(), new Receiving());
    }

    private void assertRefused(MediaDescription offer, Reason reason) {
        assertThatThrownBy(() -> answer(offer))
                .isInstanceOfSatisfying(
                        NegotiationRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource({"true,false,true", "true,false,false", "false,true,true", "false,true,false", "false,false,true"})
    void descriptionThatIsHalfOfTlsIsRefused(boolean protocol, boolean scheme, boolean fingerprint) {
        MediaDescription offer = described(protocol, scheme);
        assertRefused(
                fingerprint ? offer.with(Attribute.of("fingerprint", fingerprint("sha-256"))) : offer,
                Reason.TRANSPORT);
    }

    @Test
    void offerIsAnsweredInItsOwnProtocolAndScheme() throws Exception {
        MediaDescription answer = answer(secure(fingerprint("sha-256"))).localDescription();
        assertThat(answer.protocol()).isEqualTo("TCP/TLS/MSRP");
        assertThat(answer.attribute("path").orElseThrow().text()).startsWith("msrps://");
        assertThat(answer.has("fingerprint")).isTrue();
        MediaDescription plain = answer(described(false, false)).localDescription();
        assertThat(plain.protocol()).isEqualTo("TCP/MSRP");
        assertThat(plain.has("fingerprint")).isFalse();
    }

    @Test
    void policySaysWhatIsTaken() {
        security = MediaSecurity.PLAIN;
        assertRefused(secure(fingerprint("sha-256")), Reason.TRANSPORT);
        security = MediaSecurity.TLS;
        assertRefused(described(false, false), Reason.TRANSPORT);
        security = MediaSecurity.TLS.withContext("unknown");
        assertRefused(secure(fingerprint("sha-256")), Reason.TRANSPORT);
        assertThatThrownBy(() -> endpoint.offer(terms(), new Receiving()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown");
    }

    @Test
    void tlsThatWasOfferedIsNotGivenUpForAPlainAnswer() {
        security = MediaSecurity.TLS;
        MsrpSession session = endpoint.offer(terms(), new Receiving());
        assertThatThrownBy(() -> session.answered(described(false, false)))
                .isInstanceOf(NegotiationRefused.class)
                .hasMessageContaining("TLS was offered");
        security = MediaSecurity.PLAIN;
        MsrpSession plain = endpoint.offer(terms(), new Receiving());
        assertThatThrownBy(() -> plain.answered(secure(fingerprint("sha-256")))).isInstanceOf(NegotiationRefused.class);
    }

    @Test
    void fingerprintIsRequiredByPolicyInOffersAndAnswers() throws Exception {
        assertThat(answer(secure())).isNotNull();
        security = MediaSecurity.TLS.withRequireFingerprint(true);
        assertRefused(secure(), Reason.FINGERPRINT);
        MsrpSession session = endpoint.offer(terms(), new Receiving());
        assertThatThrownBy(() -> session.answered(secure()))
                .isInstanceOfSatisfying(
                        NegotiationRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.FINGERPRINT));
        assertThat(answer(secure(fingerprint("sha-256")))).isNotNull();
    }

    @Test
    void contextThatAsksForNoCertificateIsOfNoUseWhereFingerprintsAreRequired() throws Exception {
        TlsContext lax = TlsContext.selfSigned("default").withClientCertificates(TlsContext.ClientCertificates.NONE);
        security = MediaSecurity.TLS.withRequireFingerprint(true);
        try (MsrpEndpoint open = MsrpEndpoint.open(Peers.loopback().withTls(TlsSettings.of(lax)))) {
            assertThatThrownBy(() -> open.offer(terms(), new Receiving()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("asks for no certificate");
        }
    }

    @Test
    void fingerprintThatIsRequiredCannotBeCheckedThroughARelayOfThePeer() throws Exception {
        MediaDescription behindRelay = secure(fingerprint("sha-256"))
                .replacing(Attribute.of("path", "msrps://relay.example:2855/r;tcp msrps://127.0.0.1:2855/raw;tcp"));
        assertThat(answer(behindRelay)).isNotNull();
        security = MediaSecurity.TLS.withRequireFingerprint(true);
        assertRefused(behindRelay, Reason.FINGERPRINT);
        MsrpSession session = endpoint.offer(terms(), new Receiving());
        assertThatThrownBy(() -> session.answered(behindRelay.replacing(Attribute.of("setup", "passive"))))
                .isInstanceOfSatisfying(
                        NegotiationRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.FINGERPRINT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha-256", "sha-384", "sha-512"})
    void hashesOfThisCenturyCount(String hash) throws Exception {
        assertThat(answer(secure(fingerprint(hash).toLowerCase(java.util.Locale.ROOT))))
                .isNotNull();
    }

    @Test
    void sha1CountsBySwitchOnly() throws Exception {
        assertRefused(secure(fingerprint("sha-1")), Reason.FINGERPRINT);
        assertThat(answer(secure(fingerprint("sha-1"), fingerprint("sha-256")))).isNotNull();
        security = security.withAcceptSha1(true);
        assertThat(answer(secure(fingerprint("sha-1").replace("sha-1", "SHA-1"))))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "md5 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF",
                "sha-256 00:11:22",
                "sha-256",
                "sha-256 XX",
                "something-new 00:11"
            })
    void fingerprintThatSaysNothingIsNotTakenForNone(String fingerprint) {
        security = security.withAcceptSha1(true);
        assertRefused(secure(fingerprint), Reason.FINGERPRINT);
    }

    @Test
    void hashThatNobodyKnowsIsPassedOverBesideOneThatCounts() throws Exception {
        assertThat(answer(secure("something-new 00:11", fingerprint("sha-256"))))
                .isNotNull();
    }

    @Test
    void fingerprintOfTheSessionCountsForMediaOfTlsOnly() throws Exception {
        SessionDescription session = SessionDescription.parse("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .with(Attribute.of("fingerprint", fingerprint("sha-256")));
        security = security.withRequireFingerprint(true);
        assertThat(answer(session.complete(secure()))).isNotNull();
        assertThat(answer(session.complete(described(false, false)))).isNotNull();
    }

    @Test
    void transportTlsBehindMsrpsIsTolerated() throws Exception {
        assertThat(answer(secure(fingerprint("sha-256"))
                        .replacing(Attribute.of("path", "msrps://127.0.0.1:2855/raw;tls"))))
                .isNotNull();
    }
}

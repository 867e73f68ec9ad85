package org.voxpost.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionDescriptionTest {
    private static final String OFFER = Sdp.HEAD
            + "a=group:x\r\nm=audio 49170 RTP/AVP 0 101\r\ni=voice\r\nc=IN IP6 2001:db8::1\r\nb=AS:80\r\n"
            + "a=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n"
            + "m=message 7654 TCP/MSRP *\r\na=accept-types:text/plain\r\na=path:msrp://192.0.2.1:7654/x;tcp\r\n"
            + "m=video 4000/2 RTP/AVP 31\r\n";

    @Test
    void everyPartIsReadIntoItsPlace() throws SdpException {
        SessionDescription offer = Sdp.of(OFFER);
        MediaDescription audio = offer.media().getFirst();

        assertThat(offer.origin())
                .isEqualTo(new Origin("alice", "1", BigInteger.TWO, ConnectionAddress.of("192.0.2.1")));
        assertThat(offer.attributes()).containsExactly(Attribute.of("group", "x"));
        assertThat(audio.formats()).containsExactly("0", "101");
        assertThat(audio.title()).contains("voice");
        assertThat(audio.bandwidths()).containsExactly(new Bandwidth("AS", 80));
        assertThat(audio.attribute("rtpmap").orElseThrow().text()).isEqualTo("101 telephone-event/8000");
        assertThat(audio.attribute("sendrecv")).contains(Attribute.flag("sendrecv"));
        assertThat(offer.media().get(1).isMessage()).isTrue();
        assertThat(offer.media().get(2).port()).isEqualTo(4000);
    }

    @Test
    void validDescriptionIsWrittenAsItWasRead() throws SdpException {
        String valid = OFFER.replace("4000/2", "4000");

        assertThat(Sdp.text(Sdp.of(valid))).isEqualTo(valid);
        assertThat(Sdp.deviations(valid)).isEmpty();
    }

    @Test
    void whatWasWrittenReadsAsTheSameValue() throws SdpException {
        SessionDescription once = SessionDescription.parse(Sdp.of(OFFER).encode());

        assertThat(once).isEqualTo(Sdp.of(OFFER));
        assertThat(once.encode()).isEqualTo(Sdp.of(OFFER).encode());
    }

    @Test
    void answerRefusesEachMediaInTheOrderOfTheOffer() throws SdpException {
        SessionDescription offer = Sdp.of(OFFER);
        Origin ours = Origin.of("voxpost", 77, ConnectionAddress.of("192.0.2.2"));

        SessionDescription answer =
                SessionDescription.answerTo(offer, ours, "voxpost").withMedia(1, MediaDescription.message(9000, false));

        assertThat(answer.media()).extracting(MediaDescription::type).containsExactly("audio", "message", "video");
        assertThat(answer.media()).extracting(MediaDescription::declined).containsExactly(true, false, true);
        assertThat(answer.media().getFirst().attributes()).isEmpty();
        assertThat(Sdp.text(answer).lines())
                .containsExactly(
                        "v=0",
                        "o=voxpost 77 1 IN IP4 192.0.2.2",
                        "s=voxpost",
                        "c=IN IP4 192.0.2.2",
                        "t=0 0",
                        "m=audio 0 RTP/AVP 0 101",
                        "m=message 9000 TCP/MSRP *",
                        "m=video 0 RTP/AVP 31");
    }

    @Test
    void connectionOfTheMediaWinsOverThatOfTheSession() throws SdpException {
        SessionDescription offer = Sdp.of(OFFER);

        assertThat(offer.effectiveConnection(offer.media().get(0))).contains(ConnectionAddress.of("2001:db8::1"));
        assertThat(offer.effectiveConnection(offer.media().get(1))).contains(ConnectionAddress.of("192.0.2.1"));
    }

    @Test
    void nextVersionKeepsTheSession() throws SdpException {
        SessionDescription offer = Sdp.of(OFFER);
        SessionDescription next = offer.nextVersion();

        assertThat(next.origin().version()).isEqualTo(BigInteger.valueOf(3));
        assertThat(next.origin().sameSession(offer.origin())).isTrue();
        assertThat(next.media()).isEqualTo(offer.media());
    }

    @Test
    void versionBeyondALongIsCounted() throws SdpException {
        SessionDescription read = Sdp.of("v=0\r\no=- 1 18446744073709551615 IN IP4 a\r\ns=-\r\nt=0 0\r\n");

        assertThat(Sdp.text(read.nextVersion())).contains("o=- 1 18446744073709551616 IN IP4 a");
    }

    @Test
    void replacingLeavesOneAttributeOfTheName() throws SdpException {
        MediaDescription media = Sdp.message("setup:active", "setup:passive", "x");

        assertThat(media.replacing(Setup.ACTPASS.attribute()).attributes())
                .containsExactly(Attribute.of("setup", "actpass"), Attribute.flag("x"));
    }

    @Test
    void messageMediaIsKnownByTypeAndProtocol() {
        assertThat(MediaDescription.message(7654, true).isSecureMessage()).isTrue();
        assertThat(MediaDescription.message(7654, false).isSecureMessage()).isFalse();
        assertThat(MediaDescription.of("message", 1, "tcp/msrp", List.of("*")).isMessage())
                .isTrue();
        assertThat(MediaDescription.of("message", 1, "TCP", List.of("*")).isMessage())
                .isFalse();
    }

    @Test
    void noLineCanBeSmuggledIn() {
        assertThatThrownBy(() -> Attribute.of("x", "y\r\na=z")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SessionDescription.of(Origin.of("-", 1, ConnectionAddress.of("192.0.2.1")), "x\ny"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MediaDescription.of("audio", 1, "RTP/AVP\r\n", List.of("0")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConnectionAddress.of("a b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void effectiveAttributeFallsBackToTheSession() throws SdpException {
        SessionDescription read = Sdp.of(Sdp.HEAD + "a=setup:active\r\nm=message 1 TCP/MSRP *\r\n");

        assertThat(read.effectiveAttribute(read.media().getFirst(), "setup")).contains(Setup.ACTIVE.attribute());
        assertThat(read.effectiveAttribute(read.media().getFirst(), "none")).isEqualTo(Optional.empty());
    }

    @Test
    void mediaHaveWhatStandsForThemAtSessionLevel() throws SdpException {
        SessionDescription description = SessionDescription.parse("""
            v=0
            o=a 1 1 IN IP4 192.0.2.1
            s=-
            c=IN IP4 192.0.2.1
            a=setup:active
            a=fingerprint:SHA-1 4A:AD
            a=recvonly
            a=charset:utf-8
            m=message 9 TCP/TLS/MSRP *
            m=message 9 TCP/MSRP *
            c=IN IP6 2001:db8::1
            a=setup:passive
            a=sendonly
            """.getBytes(StandardCharsets.UTF_8));

        MediaDescription first = description.complete(description.media().getFirst());
        assertThat(first.connection().orElseThrow().address()).isEqualTo("192.0.2.1");
        assertThat(Setup.in(first)).hasValue(Setup.ACTIVE);
        assertThat(first.has("fingerprint")).isTrue();
        assertThat(first.has("recvonly")).isTrue();
        assertThat(first.has("charset")).isFalse();
        MediaDescription second = description.complete(description.media().get(1));
        assertThat(second.connection().orElseThrow().address()).isEqualTo("2001:db8::1");
        assertThat(Setup.in(second)).hasValue(Setup.PASSIVE);
        assertThat(second.has("recvonly")).isFalse();
        assertThat(second.has("fingerprint")).isFalse();
    }

    @Test
    void versionGrowsOnlyWithWhatChanges() throws SdpException {
        SessionDescription ours = Sdp.of(OFFER);

        assertThat(ours.next(ours.media())).isSameAs(ours);
        assertThat(ours.next(List.of()).origin().version())
                .isEqualTo(ours.origin().version().add(BigInteger.ONE));
    }
}

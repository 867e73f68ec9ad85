package org.voxpost.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MessageAttributesTest {
    @Test
    void pathIsAListOfUris() throws SdpException {
        MediaDescription media = Sdp.message("path:msrp://relay.example:1/a;tcp  msrp://b.example:2/b;tcp");

        assertThat(MsrpPath.in(media))
                .contains(new MsrpPath(List.of("msrp://relay.example:1/a;tcp", "msrp://b.example:2/b;tcp")));
        assertThat(MsrpPath.in(Sdp.message())).isEmpty();
        assertThatThrownBy(() -> MsrpPath.in(Sdp.message("path:"))).hasMessage("a=path is not a list of URIs");
        assertThat(new MsrpPath(List.of("msrp://a/x;tcp", "msrp://b/y;tcp")).attribute())
                .hasToString("a=path:msrp://a/x;tcp msrp://b/y;tcp");
    }

    @Test
    void wildcardsAcceptWhatTheyCover() throws SdpException {
        AcceptTypes types = AcceptTypes.in(Sdp.message("accept-types:message/CPIM text/* audio/amr"))
                .orElseThrow();

        assertThat(types.accepts("text/plain;charset=utf-8")).isTrue();
        assertThat(types.accepts("TEXT/HTML")).isTrue();
        assertThat(types.accepts("message/cpim")).isTrue();
        assertThat(types.accepts("audio/amr-wb")).isFalse();
        assertThat(types.accepts("textual/plain")).isFalse();
        assertThat(AcceptTypes.of("*").accepts("image/png")).isTrue();
    }

    @Test
    void wrappedTypesAreApart() throws SdpException {
        MediaDescription media = Sdp.message("accept-types:message/cpim", "accept-wrapped-types:*");

        assertThat(AcceptTypes.in(media).orElseThrow().accepts("text/plain")).isFalse();
        assertThat(AcceptTypes.wrappedIn(media).orElseThrow().accepts("text/plain"))
                .isTrue();
        assertThat(AcceptTypes.in(Sdp.message())).isEmpty();
    }

    @Test
    void aChatRoomSaysWhatItDoes() throws SdpException {
        Chatroom room = Chatroom.in(Sdp.message("chatroom:nickname private-messages com.example.chat.foo"))
                .orElseThrow();

        assertThat(room.tokens()).containsExactly("nickname", "private-messages", "com.example.chat.foo");
        assertThat(room.nicknames()).isTrue();
        assertThat(Chatroom.in(Sdp.message("chatroom:private-messages"))
                        .orElseThrow()
                        .nicknames())
                .isFalse();
        assertThat(Chatroom.in(Sdp.message("chatroom"))).contains(Chatroom.of());
        assertThat(Chatroom.in(Sdp.message())).isEmpty();
        assertThat(Chatroom.of("nickname", "private-messages").attribute())
                .hasToString("a=chatroom:nickname private-messages");
        assertThat(Chatroom.of().attribute()).hasToString("a=chatroom");
    }

    @Test
    void maxSizeLimitsAndNonsenseDoesNot() throws SdpException {
        MaxSize limit = MaxSize.in(Sdp.message("max-size:4096")).orElseThrow();

        assertThat(limit.allows(4096)).isTrue();
        assertThat(limit.allows(4097)).isFalse();
        assertThat(MaxSize.in(Sdp.message("max-size:big"))).isEmpty();
        assertThat(MaxSize.in(Sdp.message("max-size:99999999999999999999"))).isEmpty();
    }

    @Test
    void directionOfTheMediaWinsOverTheSession() throws SdpException {
        SessionDescription read =
                Sdp.of(Sdp.HEAD + "a=inactive\r\nm=message 1 TCP/MSRP *\r\na=recvonly\r\nm=message 2 TCP/MSRP *\r\n");

        assertThat(Direction.of(read, read.media().get(0))).isEqualTo(Direction.RECVONLY);
        assertThat(Direction.of(read, read.media().get(1))).isEqualTo(Direction.INACTIVE);
        assertThat(Direction.of(Sdp.of(Sdp.HEAD), Sdp.message())).isEqualTo(Direction.SENDRECV);
    }

    @Test
    void answerStaysWithinTheDirectionOfTheOffer() {
        assertThat(Direction.SENDRECV.within(Direction.SENDONLY)).isEqualTo(Direction.RECVONLY);
        assertThat(Direction.SENDONLY.within(Direction.SENDONLY)).isEqualTo(Direction.INACTIVE);
        assertThat(Direction.SENDONLY.within(Direction.SENDRECV)).isEqualTo(Direction.SENDONLY);
        assertThat(Direction.SENDONLY.reversed()).isEqualTo(Direction.RECVONLY);
        assertThat(Direction.INACTIVE.reversed()).isEqualTo(Direction.INACTIVE);
    }

    @Test
    void fingerprintMatchesItsCertificateOnly() {
        byte[] certificate = {1, 2, 3};
        Fingerprint ours = Fingerprint.ofCertificate(certificate);

        assertThat(ours.matches(certificate)).isTrue();
        assertThat(ours.matches(new byte[] {1, 2, 4})).isFalse();
        assertThat(ours.attribute().text()).startsWith("sha-256 03:90:58:C6");
    }

    @Test
    void fingerprintOfTheWrongLengthIsRefused() throws SdpException {
        SessionDescription session = Sdp.of(Sdp.HEAD);

        assertThatThrownBy(() -> Fingerprint.of(session, Sdp.message("fingerprint:sha-256 AA:BB")))
                .hasMessage("a hash is not as long as its algorithm makes it");
        assertThatThrownBy(() -> Fingerprint.of(session, Sdp.message("fingerprint:sha-256")))
                .isInstanceOf(SdpException.class);
    }

    @Test
    void fingerprintOfTheSessionCountsWhereTheMediaHasNone() throws SdpException {
        Attribute ours = Fingerprint.ofCertificate(new byte[] {1}).attribute();
        SessionDescription session = Sdp.of(Sdp.HEAD).with(ours);

        assertThat(Fingerprint.of(session, Sdp.message())).containsExactly(Fingerprint.ofCertificate(new byte[] {1}));
        assertThat(Fingerprint.of(Sdp.of(Sdp.HEAD), Sdp.message())).isEmpty();
    }
}

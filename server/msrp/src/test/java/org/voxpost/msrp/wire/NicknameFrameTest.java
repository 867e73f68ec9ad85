package org.voxpost.msrp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.msrp.Nickname;

/** NICKNAME requests as they are written (RFC 7701 §7.1, §9.2), and what no nickname may be. */
class NicknameFrameTest {

    private static final UriPath TO = UriPath.parse("msrp://chat.example.com:12763/kjhd37s2s20w2a;tcp");
    private static final UriPath FROM = UriPath.parse("msrp://client.atlanta.example.com:7654/jshA7weztas;tcp");

    private static String written(String transaction, Nickname name) {
        ByteBuf out = Unpooled.buffer();
        FrameWriter.nickname(out, new TransactionId(transaction), TO, FROM, name);
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "rfc7701-01-d93kswow-nickname.msrp, d93kswow, Alice the great",
        "rfc7701-03-09swk2d-nickname.msrp, 09swk2d, Alice in Wonderland"
    })
    void whatIsWrittenIsWhatTheRfcShows(String vector, String transaction, String name) {
        assertThat(written(transaction, new Nickname(name)))
                .isEqualTo(Vector.named(vector).text());
    }

    @Test
    void quotesAreEscapedAndEverythingElseIsUtf8() {
        assertThat(written("tid12345", new Nickname("Zoë \"7\" \\ \uD83D\uDE92")))
                .contains("\r\nUse-Nickname: \"Zoë \\\"7\\\" \\\\ \uD83D\uDE92\"\r\n-------tid12345$\r\n");
    }

    @Test
    void theNameIsGivenBackByAnEmptyString() {
        assertThat(written("tid12345", Nickname.NONE)).contains("\r\nUse-Nickname: \"\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\tb", "\u202Eabc", "a\u200Bb", "a\uD83D", "\uE000", " ", "\u00A0 "})
    void whatNoNicknameMayBeIsRefused(String text) {
        assertThatThrownBy(() -> new Nickname(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNicknameHasAsManyOctetsAsTheRfcAllowsAndNoMore() {
        assertThat(new Nickname("ë".repeat(511)).text()).hasSize(511);
        assertThatThrownBy(() -> new Nickname("ë".repeat(512))).hasMessageContaining("1023 octets");
    }
}

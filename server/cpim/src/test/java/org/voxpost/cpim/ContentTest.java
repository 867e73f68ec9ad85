package org.voxpost.cpim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTest {
    private static final String EMOJI = "\ud83d\ude91 h\u00e9lp \u202etxt\u001b[31m<b>";

    private static CpimMessage wrapped(String type, byte[] content) {
        return CpimMessage.of(List.of(CpimHeader.of("From", CpimAddress.of("im:a@b"))), type, content);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void plainTextIsText() {
        Content.Text text = new Content.Text(EMOJI, true, Optional.empty());
        assertThat(Content.of("text/plain", utf8(EMOJI))).isEqualTo(text);
        assertThat(Content.of("Text/Plain; Charset=\"UTF-8\"", utf8(EMOJI))).isEqualTo(text);
        assertThat(Content.of("", utf8(EMOJI))).isEqualTo(text);
        assertThat(Content.of("text/plain;charset=us-ascii", utf8(EMOJI))).isEqualTo(text);
        assertThat(Content.of("text/plain;charset=x-unheard", utf8(EMOJI))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"iso-8859-1, ISO-8859-1", "utf-16, UTF-16", "UTF-16LE, UTF-16LE", "utf-16be, UTF-16BE", "utf-8, UTF-8"})
    void textIsInItsCharacterSet(String parameter, String charset) {
        assertThat(Content.of(
                        "text/plain; format=flowed;charset=" + parameter,
                        "h\u00e9lp".getBytes(Charset.forName(charset))))
                .isEqualTo(new Content.Text("h\u00e9lp", true, Optional.empty()));
    }

    @Test
    void whatIsNoUtf8IsMarkedAndReplaced() {
        assertThat(Content.of(
                        "text/plain",
                        new byte[] {'a', (byte) 0xff, (byte) 0xc3, 'b', (byte) 0xed, (byte) 0xa0, (byte) 0x80}))
                .isInstanceOfSatisfying(Content.Text.class, text -> {
                    assertThat(text.validUtf8()).isFalse();
                    assertThat(text.text()).startsWith("a\ufffd\ufffdb\ufffd");
                });
        assertThat(Content.of("text/plain;charset=utf-16", new byte[] {0, 'a', 7}))
                .isEqualTo(new Content.Text("a\ufffd", false, Optional.empty()));
    }

    @Test
    void envelopesAreOpened() {
        CpimMessage inner = wrapped("text/plain;charset=utf-8", utf8(EMOJI));
        CpimMessage outer = wrapped("Message/CPIM", inner.encode());
        assertThat(Content.of("message/cpim", inner.encode()))
                .isEqualTo(new Content.Text(EMOJI, true, Optional.of(inner)));
        assertThat(Content.of("message/CPIM; x=y", outer.encode()))
                .isEqualTo(new Content.Text(EMOJI, true, Optional.of(inner)));
        CpimMessage third = wrapped("message/cpim", outer.encode());
        assertThat(Content.of("message/cpim", third.encode())).isInstanceOfSatisfying(Content.Other.class, other -> {
            assertThat(other.contentType()).isEqualTo("Message/CPIM");
            assertThat(other.envelope()).contains(outer);
            assertThat(other.defect()).isPresent();
        });
    }

    @Test
    void whoComposesIsNoText() {
        IsComposing state = IsComposing.active("text/plain", Duration.ofSeconds(90));
        assertThat(Content.of("application/im-iscomposing+xml", state.encode()))
                .isEqualTo(new Content.Composing(state));
        assertThat(Content.of(
                        "message/cpim",
                        wrapped(IsComposing.MEDIA_TYPE, state.encode()).encode()))
                .isEqualTo(new Content.Composing(state));
    }

    @Test
    void anythingElseStaysWhatItIs() {
        assertThat(Content.of("text/html", utf8("<script>")))
                .isEqualTo(new Content.Other("text/html", Optional.empty(), Optional.empty()));
        CpimMessage image = wrapped("image/png", new byte[] {1, 2, 3});
        assertThat(Content.of("message/cpim", image.encode()))
                .isEqualTo(new Content.Other("image/png", Optional.of(image), Optional.empty()));
    }

    @Test
    void whatClaimsToBeKnownAndIsNotIsSaid() {
        for (String type : List.of("message/cpim", "message/imdn+xml", "application/im-iscomposing+xml")) {
            assertThat(Content.of(type, utf8("help"))).isInstanceOfSatisfying(Content.Other.class, other -> {
                assertThat(other.contentType()).isEqualTo(type);
                assertThat(other.defect().orElseThrow()).endsWith(".");
            });
        }
    }

    @Test
    void base64IsDecoded() {
        String encoded = Base64.getMimeEncoder().encodeToString(utf8(EMOJI));
        CpimMessage message = CpimMessage.of(
                List.of(CpimHeader.of("Subject", "x")),
                List.of(
                        new ContentHeader("Content-Type", "text/plain;charset=utf-8"),
                        new ContentHeader("content-transfer-encoding", "BASE64")),
                utf8(encoded));
        assertThat(Content.of("message/cpim", message.encode()))
                .isEqualTo(new Content.Text(EMOJI, true, Optional.of(message)));
    }
}

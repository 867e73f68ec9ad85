package org.voxpost.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
        voicemail.amr                          | voicemail.amr
        /testing/recordings/RECORD VMD4 1.amr  | RECORD VMD4 1.amr
        ../../etc/passwd                       | passwd
        ..\\..\\windows\\system.ini            | system.ini
        C:\\temp\\a.amr                        | a.amr
        C:a.amr                                | a.amr
        a/..                                   | file
        ..                                     | file
        /                                      | file
        ''                                     | file
        .bashrc                                | bashrc
        -rf.amr                                | rf.amr
        a<b>:"?*.amr                           | a_b_____.amr
        con                                    | _con
        NUL.txt                                | _NUL.txt
        lpt1.amr                               | _lpt1.amr
        name.amr.                              | name.amr
        dir/                                   | dir
        """)
    void offeredNamesBecomeHarmless(String offered, String safe) {
        assertThat(SafeName.of(offered)).isEqualTo(safe);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\r\nb.amr", "a\u0000b.amr", "a\u001b[31mb.amr", "evil\u202egpj.exe", "a\u200bb", "a\ud800b"})
    void controlAndFormattingCharactersAreDropped(String offered) {
        assertThat(SafeName.of(offered).codePoints()).allMatch(c -> !Character.isISOControl(c) && c < 0x7f);
    }

    @Test
    void decomposedLettersAreComposed() {
        assertThat(SafeName.of("u\u0308ber.amr")).isEqualTo("\u00fcber.amr");
    }

    @Test
    void aLongNameKeepsItsExtensionAndWholeCharacters() {
        String safe = SafeName.of("\u4f60".repeat(300) + ".amr");
        assertThat(safe).endsWith("\u4f60.amr");
        assertThat(safe.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(SafeName.MAX_BYTES);
    }

    @Test
    void anOverlongExtensionIsCut() {
        assertThat(SafeName.of("a." + "x".repeat(500)).length()).isLessThanOrEqualTo(SafeName.MAX_BYTES);
    }

    @Test
    void theNumberStandsBeforeTheExtension() {
        assertThat(SafeName.numbered("mail.amr", 1)).isEqualTo("mail.amr");
        assertThat(SafeName.numbered("mail.amr", 2)).isEqualTo("mail-2.amr");
        assertThat(SafeName.numbered("mail", 3)).isEqualTo("mail-3");
    }
}

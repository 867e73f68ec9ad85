package org.voxpost.msml.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "audio/amr",
                "application/vnd.x+xml",
                "audio/wav;codec=mulaw",
                "text/plain ; charset=\"utf-8\"",
            })
    void typeWithASubtypeIsAMediaTypeWhateverItsParameters(String text) {
        assertThat(MediaTypes.isMediaType(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "audio/",
                "/amr",
                "audio /amr",
                "audio/amr wide",
                "audio/amr\r\n",
                "audio/amr\r\n; X: y",
                "audio/amr;a=\nb",
                "audio/amr;a=\0",
                "audio/amr;a=\t",
                "audio/ämr",
                "text/plain;name=ä",
            })
    void anythingThatAHeaderCouldNotHoldIsNone(String text) {
        assertThat(MediaTypes.isMediaType(text)).isFalse();
    }
}

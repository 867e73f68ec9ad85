package org.voxpost.msml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectIdTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "conn:74jgd63956ts",
                "conf:abc",
                "conn:f0bd07f8-8d409892-13c4-50022/dialog:Play",
                "conf:abc/dialog:recorder",
                "conn:a.b:c_d-e"
            })
    void formOnTheWireSurvives(String text) {
        assertThat(ObjectId.parse(text))
                .hasValueSatisfying(id -> assertThat(id).hasToString(text))
                .hasValueSatisfying(id -> assertThat(id.isWildcard()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"conf:abc/dialog:*", "conn:*", "conf:*"})
    void wildcardAtTheEndIsOne(String text) {
        assertThat(ObjectId.parse(text))
                .hasValueSatisfying(id -> assertThat(id).hasToString(text))
                .hasValueSatisfying(id -> assertThat(id.isWildcard()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "conn:",
                "conn",
                "abc",
                "conf:*/dialog:73849",
                "conn:a*",
                "conn:a b",
                "conn:a\n",
                "conn:a/dialog:",
                "conn:a/oper:x",
                "conn:a/dialog:b/dialog:c",
                "dialog:a",
                "CONN:a"
            })
    void anythingElseIsNone(String text) {
        assertThat(ObjectId.parse(text)).isEmpty();
    }
}

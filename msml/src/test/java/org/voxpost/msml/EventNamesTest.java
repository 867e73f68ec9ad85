package org.voxpost.msml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventNamesTest {
    private static final Set<String> KNOWN = Set.of("terminate", "terminate.cancelled", "resume", "a.b.c");

    @ParameterizedTest
    @CsvSource({
        "terminate, terminate",
        "terminate.frowning, terminate",
        "terminate.frowning.badly, terminate",
        "terminate.cancelled, terminate.cancelled",
        "terminate.cancelled.twice, terminate.cancelled",
        "resume., resume",
        "a.b.c.d, a.b.c",
    })
    void longestKnownNameWins(String event, String match) {
        assertThat(EventNames.longestMatch(event, KNOWN)).contains(match);
    }

    @ParameterizedTest
    @CsvSource({"terminated", "Terminate", "a.b", "a", ".terminate", "''", "'.'"})
    void partOfATokenIsNoMatch(String event) {
        assertThat(EventNames.longestMatch(event, KNOWN)).isEmpty();
    }
}

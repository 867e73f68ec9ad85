package org.voxpost.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who removes what was pulled for a job. */
class PullsTest {

    private final Pulls pulls = new Pulls();

    @Test
    void aJobThatIsNotBeingPulledIsForgottenAtOnce() {
        assertThat(pulls.forget("a")).isTrue();
        pulls.begin("a");
        assertThat(pulls.end("a")).isFalse();
        assertThat(pulls.forget("a")).isTrue();
    }

    @Test
    void aJobThatEndsWhileItIsPulledIsForgottenBehindItsPull() {
        pulls.begin("a");
        pulls.begin("b");
        assertThat(pulls.forget("a")).isFalse();
        assertThat(pulls.end("b")).isFalse();
        assertThat(pulls.end("a")).isTrue();
        assertThat(pulls.forget("a")).isTrue();
    }

    @Test
    void ofTwoPullsOfOneJobTheLastOneRemoves() {
        pulls.begin("a");
        pulls.begin("a");
        pulls.forget("a");
        assertThat(pulls.end("a")).isFalse();
        assertThat(pulls.end("a")).isTrue();
    }
}

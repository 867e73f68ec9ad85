package org.voxpost.engine.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How much of what anybody may send is kept. */
class RationTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final Ration ration = new Ration(2);

    @Test
    void soManyAreTakenInAMinuteAndNoMore() {
        assertThat(ration.take(NOON)).isTrue();
        assertThat(ration.take(NOON.plusSeconds(50))).isTrue();
        assertThat(ration.take(NOON.plusSeconds(60))).isFalse();
        assertThat(ration.take(NOON.plusSeconds(61))).isTrue();
    }

    @Test
    void aClockThatIsPutBackStopsNothing() {
        assertThat(ration.take(NOON)).isTrue();
        assertThat(ration.take(NOON)).isTrue();
        assertThat(ration.take(NOON.minusSeconds(3600))).isTrue();
    }
}

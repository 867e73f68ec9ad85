package org.voxpost.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScenariosTest {
    @Test
    void sameSeedBringsTheSame() {
        assertThat(new Scenarios(7, 3).draw(200)).isEqualTo(new Scenarios(7, 3).draw(200));
        assertThat(new Scenarios(7, 3).moment(Duration.ofSeconds(8)))
                .isEqualTo(new Scenarios(7, 3).moment(Duration.ofSeconds(8)));
    }

    @Test
    void anotherRoundBringsOthers() {
        assertThat(new Scenarios(7, 3).draw(20)).isNotEqualTo(new Scenarios(7, 4).draw(20));
    }

    @Test
    void everyFaultComes() {
        List<Scenario> drawn = new Scenarios(1, 0).draw(5_000);

        assertThat(drawn).extracting(Scenario::source).contains(SourceKind.values());
        assertThat(drawn).extracting(Scenario::farEnd).contains(FarEnd.values());
        assertThat(drawn).extracting(Scenario::ending).contains(Ending.values());
        assertThat(drawn.stream().filter(Scenario::certain).count()).isBetween(1_500L, 3_500L);
        assertThat(drawn).extracting(Scenario::key).doesNotHaveDuplicates();
    }
}

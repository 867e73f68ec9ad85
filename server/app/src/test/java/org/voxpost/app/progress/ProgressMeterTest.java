package org.voxpost.app.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {
    private static final Instant START = Instant.EPOCH;

    @Test
    void whatWasThereBeforeCountsAsDoneAndNotIntoTheRate() {
        TransferProgress progress =
                new ProgressMeter(START, 4_000, OptionalLong.of(10_000)).at(5_000, START.plusSeconds(1));

        assertThat(progress)
                .isEqualTo(new TransferProgress(5_000, OptionalLong.of(10_000), Duration.ofSeconds(1), 1_000));
        assertThat(progress.percent()).contains(50);
        assertThat(progress.remaining()).contains(Duration.ofSeconds(5));
        assertThat(progress.complete()).isFalse();
    }

    @Test
    void theRateIsThatOfTheLastSeconds() {
        ProgressMeter meter = new ProgressMeter(START, 0, OptionalLong.empty());
        for (int second = 1; second <= 10; second++) {
            meter.at(1_000_000L * second, START.plusSeconds(second));
        }
        TransferProgress slow = meter.at(10_000_100, START.plusSeconds(15));

        assertThat(slow.bytesPerSecond()).isEqualTo(20);
        assertThat(slow.percent()).isEmpty();
        assertThat(slow.remaining()).isEmpty();
    }

    @Test
    void anEmptyFileIsCompleteAtOnce() {
        TransferProgress progress = new ProgressMeter(START, 0, OptionalLong.of(0)).at(0, START);

        assertThat(progress.percent()).contains(100);
        assertThat(progress.complete()).isTrue();
    }
}

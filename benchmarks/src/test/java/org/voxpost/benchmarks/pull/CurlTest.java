package org.voxpost.benchmarks.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CurlTest {
    @Test
    void secondsHaveAPointOrAComma() {
        assertThat(Curl.time("0.012345")).isEqualTo(Duration.ofNanos(12_345_000));
        assertThat(Curl.time("1,5\n")).isEqualTo(Duration.ofMillis(1_500));
    }
}

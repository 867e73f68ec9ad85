package org.voxpost.benchmarks.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.voxpost.testkit.SipPeer;

class OptionsPollTest {
    @Test
    void nobodyIsThere() throws Exception {
        try (OptionsPoll poll = OptionsPoll.of(9)) {
            assertThat(poll.await(Duration.ofMillis(50))).isFalse();
        }
    }

    @Test
    void firstAnswerEndsTheWait() throws Exception {
        try (SipPeer server = SipPeer.udp();
                OptionsPoll poll = OptionsPoll.of(server.port())) {
            server.answerAlways("OPTIONS");

            assertThat(poll.await(Duration.ofSeconds(10))).isTrue();
        }
    }
}

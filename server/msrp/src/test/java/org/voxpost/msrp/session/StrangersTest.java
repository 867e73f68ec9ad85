package org.voxpost.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.voxpost.msrp.MsrpLimits;
import org.voxpost.msrp.StrangerLimits;
import org.voxpost.msrp.session.Bench.Written;

/** Those who guess session ids, or connect and say nothing (RFC 4975 §14.1). */
class StrangersTest {

    private static final String ONE = "192.0.2.1";
    private static final String OTHER = "192.0.2.2";

    private final StrangerLimits limits = new StrangerLimits(2, 3, Duration.ofSeconds(60), Duration.ofSeconds(30));
    private final Strangers strangers = new Strangers(limits);

    private static long at(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private void guess(String source, int times, long now) {
        for (int i = 0; i < times; i++) {
            strangers.guessed(source, now);
        }
    }

    @Test
    void addressThatGuessesTooOftenIsShutOutForATime() {
        guess(ONE, 4, at(1));
        assertThat(strangers.admit(ONE, at(2))).isFalse();
        assertThat(strangers.admit(OTHER, at(2))).isTrue();
        assertThat(strangers.admit(ONE, at(31))).isTrue();
    }

    @Test
    void fewGuessesInAWindowAreNobodysFault() {
        guess(ONE, 3, at(1));
        guess(ONE, 3, at(62));
        assertThat(strangers.admit(ONE, at(63))).isTrue();
    }

    @Test
    void connectionsWithoutASessionAreFew() {
        assertThat(strangers.admit(ONE, at(1))).isTrue();
        assertThat(strangers.admit(OTHER, at(1))).isTrue();
        assertThat(strangers.admit(OTHER, at(1))).isFalse();
        strangers.leave();
        assertThat(strangers.admit(OTHER, at(1))).isTrue();
        assertThat(strangers.unbound()).isEqualTo(2);
    }

    @Test
    void addressesThatAreRememberedHaveTheirLimit() {
        for (int i = 0; i < 10_050; i++) {
            guess("10.0." + (i >> 8) + "." + (i & 0xff), 1, at(1));
        }
        guess(OTHER, 4, at(2));
        assertThat(strangers.admit(OTHER, at(3))).isTrue();
        guess(OTHER, 4, at(62));
        assertThat(strangers.admit(OTHER, at(63))).isFalse();
    }

    @Test
    void connectionThatGuessesIsClosed() {
        Bench bench = new Bench(MsrpLimits.DEFAULT.withStrangers(limits), new SecureRandom());
        for (int i = 0; i < 4; i++) {
            String headers = "Message-ID: m" + i + "\r\n";
            bench.receive(Bench.send("guess" + i, "tid1000" + i, headers, "text/plain", "x", '$'));
        }
        assertThat(bench.frames()).extracting(Written::status).containsOnly(481);
        assertThat(bench.closed).isTrue();
        assertThat(bench.counters.unknownSessions.sum()).isEqualTo(4);
    }

    @Test
    void lateRequestsForEndedSessionsDoNotCloseABoundConnection() {
        Bench bench = new Bench(MsrpLimits.DEFAULT.withStrangers(limits), new SecureRandom());
        bench.session("s1", new Listening());
        bench.receive(Bench.send("s1", "tid20000", "Message-ID: m1\r\n", "text/plain", "x", '$'));
        for (int i = 0; i < 9; i++) {
            bench.receive(Bench.send("gone", "tid1000" + i, "Message-ID: m2\r\n", "text/plain", "x", '$'));
        }
        assertThat(bench.closed).isFalse();
    }
}

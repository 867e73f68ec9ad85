package org.voxpost.sip;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What an endpoint keeps of calls that are over. */
@Isolated
class RetentionTest {
    private static final Body SDP = Body.sdp("v=0\r\n");
    private static final int CALLS = 200;

    @Test
    void nothingIsKeptOfCallsThatAreOver() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        SipConfiguration configuration = SipConfiguration.on("127.0.0.1", 0).withT1(Duration.ofMillis(50));
        CountDownLatch over = new CountDownLatch(CALLS);
        SipEndpoint near = SipEndpoint.open(configuration, Lane::fresh, new Callee());
        SipEndpoint far = SipEndpoint.open(configuration.withWorkers(3), Lane::fresh, call -> {
            call.answer(SDP);
            return end -> over.countDown();
        });
        List<OutgoingCall> calls = new ArrayList<>();
        List<Recorder> recorders = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            Recorder events = new Recorder();
            recorders.add(events);
            calls.add(near.invite(
                    Invitation.of(SipUri.parse("a@b"), SipUri.parse("b@127.0.0.1:" + far.udpPort()), SDP), events));
        }
        for (int i = 0; i < CALLS; i++) {
            recorders.get(i).next();
            calls.get(i).hangUp();
            assertThat(recorders.get(i).end()).isEqualTo(new CallEnd.LocalBye());
        }
        assertThat(over.await(20, SECONDS)).isTrue();
        assertThat(near.statistics().calls()).isZero();
        assertThat(far.statistics().calls()).isZero();
        assertThat(far.statistics().incomingCalls()).isEqualTo(CALLS);
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            CountDownLatch empty = new CountDownLatch(1);
            var _ = clock.scheduleWithFixedDelay(
                    () -> {
                        if (near.statistics().transactions() + far.statistics().transactions() == 0) {
                            empty.countDown();
                        }
                    },
                    10,
                    10,
                    MILLISECONDS);
            assertThat(empty.await(20, SECONDS)).as("transactions are gone").isTrue();
            clock.shutdownNow();
        }
        near.close();
        far.close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && ours(thread)) {
                assertThat(thread.join(Duration.ofSeconds(10)))
                        .as(thread.getName())
                        .isTrue();
            }
        }
    }

    /** Not those of the JDK. */
    private static boolean ours(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group != null && group.getName().equals("main");
    }
}

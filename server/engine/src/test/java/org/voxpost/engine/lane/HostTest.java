package org.voxpost.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostTest {

    private final Queue<Runnable> pool = new ArrayDeque<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Lanes lanes = new Lanes(pool::add, timer, new MonotonicClock());
    private final List<String> done = new ArrayList<>();

    @AfterEach
    void close() {
        timer.close();
    }

    @Test
    void lanesThatAnEventWakesRunBehindIt() {
        Lane one = lanes.lane();
        Lane other = lanes.lane();
        lanes.around(() -> {
            one.execute(() -> {
                other.execute(() -> done.add("other"));
                done.add("one");
            });
            done.add("event");
        });
        assertThat(done).containsExactly("event", "one", "other");
        assertThat(pool).isEmpty();
    }

    @Test
    void aLaneThatNoEventWokeHasAThreadOfThePool() {
        lanes.lane().execute(() -> done.add("pool"));
        assertThat(done).isEmpty();
        drain();
        assertThat(done).containsExactly("pool");
    }

    @Test
    void aLaneThatWaitsNeverHasTheThreadOfAnEvent() {
        Lane waiting = lanes.lane();
        waiting.waits();
        lanes.around(() -> waiting.execute(() -> done.add("waited")));
        assertThat(done).isEmpty();
        drain();
        assertThat(done).containsExactly("waited");
    }

    @Test
    void aLaneThatBeginsToWaitLeavesTheThreadOfTheEvent() {
        Lane lane = lanes.lane();
        lanes.around(() -> {
            lane.execute(lane::waits);
            lane.execute(() -> done.add("waited"));
        });
        assertThat(done).isEmpty();
        drain();
        assertThat(done).containsExactly("waited");
    }

    @Test
    void noEventKeepsItsThreadFromTheNextForEver() {
        Lane ping = lanes.lane();
        Lane pong = lanes.lane();
        lanes.around(() -> bounce(ping, pong));
        assertThat(done).hasSize(64);
        assertThat(pool).hasSize(1);
    }

    @Test
    void whatAnEventWokeRunsAlsoWhenTheEventFails() {
        assertThatThrownBy(() -> lanes.around(() -> {
                    lanes.lane().execute(() -> done.add("woken"));
                    throw new IllegalStateException("the event failed");
                }))
                .isInstanceOf(IllegalStateException.class);
        drain();
        assertThat(done).containsExactly("woken");
    }

    /** The channel of a socket closes when an interrupted thread writes to it. */
    @Test
    void workThatIsCancelledLeavesNoInterruptBehindForTheLanes() {
        SideWork work = new SideWork();
        Lane lane = lanes.lane();
        work.run(
                pool::add,
                () -> {
                    work.cancel();
                    return "done";
                },
                result -> lane.execute(
                        () -> done.add(result + " " + Thread.currentThread().isInterrupted())),
                e -> done.add("failed"));
        drain();
        assertThat(done).containsExactly("done false");
    }

    @Test
    void aTaskThatOverflowsTheStackDoesNotStopTheOnesBehindIt() {
        Lane lane = lanes.lane();
        lane.execute(() -> {
            throw new StackOverflowError("of the test");
        });
        lane.execute(() -> done.add("behind"));
        drain();
        assertThat(done).containsExactly("behind");
    }

    @Test
    void workThatOverflowsTheStackHasFailed() {
        new SideWork()
                .run(
                        pool::add,
                        () -> {
                            throw new StackOverflowError("of the test");
                        },
                        _ -> done.add("good"),
                        e -> done.add("failed by " + e.getCause()));
        drain();
        assertThat(done).containsExactly("failed by java.lang.StackOverflowError: of the test");
    }

    private void bounce(Lane from, Lane to) {
        from.execute(() -> {
            done.add("turn");
            bounce(to, from);
        });
    }

    private void drain() {
        for (Runnable next = pool.poll(); next != null; next = pool.poll()) {
            next.run();
        }
    }
}

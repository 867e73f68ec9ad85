package org.voxpost.msrp.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionLaneTest {

    private final EventLoop loop = new DefaultEventLoop();
    private final CompletableFuture<Boolean> broken = new CompletableFuture<>();
    private final SessionLane lane = new SessionLane(loop, () -> {}, _ -> broken.complete(true));

    @AfterEach
    void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void aStepThatOverflowsTheStackEndsItsSessionAndTheNextOnesRun() throws Exception {
        CompletableFuture<Boolean> next = new CompletableFuture<>();
        lane.execute(_ -> {
            throw new StackOverflowError("of the test");
        });
        lane.execute(_ -> next.complete(true));

        assertThat(broken.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(next.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anEndThatBreaksAsWellIsNotTriedForEver() throws Exception {
        CompletableFuture<Boolean> next = new CompletableFuture<>();
        SessionLane hopeless = new SessionLane(loop, () -> {}, _ -> {
            throw new StackOverflowError("of the test");
        });
        hopeless.execute(_ -> {
            throw new IllegalStateException("a bug of the test");
        });
        hopeless.execute(_ -> next.complete(true));

        assertThat(next.get(10, TimeUnit.SECONDS)).isTrue();
    }
}

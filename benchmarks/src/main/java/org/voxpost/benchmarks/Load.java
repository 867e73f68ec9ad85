package org.voxpost.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.voxpost.engine.lane.Lanes;
import org.voxpost.engine.lane.MonotonicClock;
import org.voxpost.sip.Body;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipEndpoint;

/** The application servers together, over one SIP endpoint. */
public final class Load implements AutoCloseable {
    private static final long STUCK_SECONDS = 60;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("load-timer").factory());
    private final SipEndpoint sip;
    private final int serverPort;
    private final Orders orders;
    private final List<Player> players;
    private final Recorder latencies = new Recorder(3);
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong finished = new AtomicLong();
    private final AtomicReference<String> failure = new AtomicReference<>();
    private volatile long goal;
    private volatile CountDownLatch idle = new CountDownLatch(0);

    /** What a job orders. */
    @FunctionalInterface
    public interface Orders {
        /**
         * @param connection the tag of the server's To header
         * @param job its number, from 1
         */
        Body order(String connection, long job);
    }

    /**
     * @param parallel application servers
     * @param dialogPerJob each job has a dialog of its own; otherwise each application server has one
     */
    public Load(int parallel, boolean dialogPerJob, int serverPort, Orders orders) throws IOException {
        this.serverPort = serverPort;
        this.orders = orders;
        Lanes lanes = new Lanes(threads, timer, new MonotonicClock());
        this.sip = SipEndpoint.open(SipConfiguration.on("127.0.0.1", 0), lanes, call -> {
            call.reject(403);
            return (CallEvents) _ -> {};
        });
        this.players = Stream.generate(() -> new Player(this, dialogPerJob))
                .limit(parallel)
                .toList();
    }

    /**
     * Runs that many jobs and waits for the last.
     *
     * @return how long each took, in microseconds
     */
    public Histogram run(int jobs) throws InterruptedException {
        latencies.reset();
        goal = begun.get() + jobs;
        idle = new CountDownLatch(players.size());
        players.forEach(this::next);
        long seen = finished.get();
        while (!idle.await(STUCK_SECONDS, TimeUnit.SECONDS)) {
            if (finished.get() == seen) {
                failed("nothing was finished for " + STUCK_SECONDS + " s");
            }
            seen = finished.get();
            failure().ifPresent(why -> {
                throw new BenchmarkFailure("A transfer failed, there are no figures: " + why);
            });
        }
        failure().ifPresent(why -> {
            throw new BenchmarkFailure("A transfer failed, there are no figures: " + why);
        });
        return latencies.getIntervalHistogram();
    }

    long finished() {
        return finished.get();
    }

    SipEndpoint sip() {
        return sip;
    }

    int serverPort() {
        return serverPort;
    }

    Body order(String connection, long job) {
        return orders.order(connection, job);
    }

    /** A player's job went well. */
    void done(Player player, long nanos) {
        latencies.recordValue(Math.max(1, nanos / 1000));
        finished.incrementAndGet();
        next(player);
    }

    /** A job failed: everything stops. */
    void failed(String why) {
        failure.compareAndSet(null, why);
        for (long left = idle.getCount(); left > 0; left--) {
            idle.countDown();
        }
    }

    @Override
    public void close() {
        players.forEach(Player::leave);
        sip.close();
        timer.shutdownNow();
        threads.close();
    }

    private void next(Player player) {
        long job = begun.incrementAndGet();
        if (job <= goal && failure.get() == null) {
            player.play(job);
        } else {
            begun.decrementAndGet();
            idle.countDown();
        }
    }

    private Optional<String> failure() {
        return Optional.ofNullable(failure.get());
    }
}

package org.voxpost.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.voxpost.app.api.JobView;
import org.voxpost.app.api.OutcomeView;
import org.voxpost.benchmarks.BenchmarkFailure;

/** Some hundred orders, the kill of the server among them where there is one, and what became of each. */
final class Round {

    /** For what is not done when the application servers have had their ends: attempts and their pauses. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final long LOOK_EVERY_MILLIS = 200;

    private final List<Scenario> scenarios;
    private final Peers peers;
    private final Contents contents;
    private final Arrivals arrivals;
    private final SoakServer server;
    private final Jobs jobs;
    private final ApplicationServers applicationServers;
    private final Set<String> promised = ConcurrentHashMap.newKeySet();

    Round(
            List<Scenario> scenarios,
            Peers peers,
            Contents contents,
            Arrivals arrivals,
            SoakServer server,
            Jobs jobs,
            ApplicationServers applicationServers) {
        this.scenarios = scenarios;
        this.peers = peers;
        this.contents = contents;
        this.arrivals = arrivals;
        this.server = server;
        this.jobs = jobs;
        this.applicationServers = applicationServers;
    }

    /**
     * What came of it.
     *
     * @param ends of jobs, by their name
     * @param complaints in whole sentences
     */
    record Result(int promised, Map<String, Integer> ends, List<String> complaints) {}

    /**
     * @param parallel application servers
     * @param kill when the server is killed; empty: it is not
     */
    Result run(int parallel, Optional<Duration> kill) throws IOException, InterruptedException, ExecutionException {
        Instant begin = Instant.now();
        Queue<Scenario> waiting = new ConcurrentLinkedQueue<>(scenarios);
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < parallel; i++) {
                running.add(threads.submit(() -> play(waiting)));
            }
            if (kill.isPresent()) {
                Thread.sleep(kill.get());
                server.killAndStart();
                applicationServers.crashed();
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        server.checkAlive();
        awaitFinished();
        return result(jobs.since(begin));
    }

    private @Nullable Void play(Queue<Scenario> waiting) throws InterruptedException {
        for (Scenario next = waiting.poll(); next != null; next = waiting.poll()) {
            if (applicationServers.play(next, peers)) {
                promised.add(next.key());
            }
        }
        return null;
    }

    private void awaitFinished() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!jobs.allFinished()) {
            if (System.nanoTime() > end) {
                throw new BenchmarkFailure("These jobs have no end: " + jobs.unfinished());
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private Result result(Map<String, JobView> record) {
        Map<String, Integer> ends = new HashMap<>();
        List<String> complaints = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            JobView job = record.get(scenario.key());
            OutcomeView outcome = job == null ? null : job.outcome();
            if (outcome != null) {
                ends.merge(outcome.end(), 1, Integer::sum);
            }
            Verdict.of(
                            scenario,
                            promised.contains(scenario.key()),
                            job,
                            arrivals.has(contents.hash(scenario)),
                            sourceThere(scenario))
                    .ifPresent(complaints::add);
        }
        return new Result(promised.size(), ends, complaints);
    }

    private Optional<Boolean> sourceThere(Scenario scenario) {
        return scenario.source() == SourceKind.FILE
                ? Optional.of(Files.exists(peers.file(scenario)))
                : Optional.empty();
    }
}

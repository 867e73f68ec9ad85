package org.voxpost.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.voxpost.benchmarks.Party;
import org.voxpost.benchmarks.Scratch;
import org.voxpost.benchmarks.Voxpost;
import org.voxpost.benchmarks.Words;

/** Round after round until the time is over, and a look at the server before and behind those that it lives through. */
final class Soak {

    private final SoakPlan plan;
    private final Path home;
    private final Scratch scratch;
    private final Words words;
    private final Contents contents;
    private final Arrivals arrivals;
    private final Map<String, Integer> ends = new HashMap<>();
    private final List<String> lost = new ArrayList<>();
    private int promised;

    Soak(SoakPlan plan, Path home, Scratch scratch, Words words) {
        this.plan = plan;
        this.home = home;
        this.scratch = scratch;
        this.words = words;
        this.contents = new Contents(plan.seed());
        this.arrivals = new Arrivals(scratch.directory().resolve("received"));
    }

    SoakFigures run() throws IOException, InterruptedException, ExecutionException {
        try (SoakServer server = new SoakServer(home, scratch);
                Party delivery = Voxpost.delivery(home, scratch.directory(), arrivals);
                Jobs jobs = new Jobs(server.apiPort());
                ApplicationServers applicationServers = new ApplicationServers(server.sipPort(), jobs)) {
            server.start();
            return rounds(server, Voxpost.port(delivery), jobs, applicationServers);
        }
    }

    private SoakFigures rounds(SoakServer server, int goodPort, Jobs jobs, ApplicationServers applicationServers)
            throws IOException, InterruptedException, ExecutionException {
        long start = System.nanoTime();
        int round = 0;
        int unharmed = 0;
        @Nullable Look begin = null;
        // At least one round lies between the two looks, however short the time.
        while (begin == null || unharmed <= SoakPlan.WARM || elapsed(start).compareTo(plan.time()) < 0) {
            Scenarios drawn = new Scenarios(plan.seed(), round);
            List<Scenario> scenarios = drawn.draw(plan.orders());
            boolean kill = plan.killed(round, elapsed(start));
            try (Peers peers = Peers.of(scenarios, contents, server.media(), goodPort)) {
                Round one = new Round(scenarios, peers, contents, arrivals, server, jobs, applicationServers);
                add(
                        round,
                        one.run(
                                plan.parallel(),
                                kill ? Optional.of(drawn.moment(SoakPlan.KILLED_WITHIN)) : Optional.empty()));
            }
            arrivals.forget();
            round++;
            unharmed = kill ? 0 : unharmed + 1;
            if (begin == null && unharmed >= SoakPlan.WARM && !plan.killed(1, elapsed(start))) {
                begin = look(server);
                unharmed = SoakPlan.WARM;
            }
        }
        return new SoakFigures(round, promised, ends, server.lives(), begin, look(server), lost);
    }

    private void add(int round, Round.Result result) {
        promised += result.promised();
        result.ends().forEach((name, count) -> ends.merge(name, count, Integer::sum));
        lost.addAll(result.complaints());
        words.say("Round " + (round + 1) + ": " + result.promised() + " orders promised, " + result.ends());
        result.complaints().forEach(words::say);
    }

    private Look look(SoakServer server) throws IOException, InterruptedException {
        words.say("Pausing for " + SoakPlan.SETTLE.toSeconds() + " s, then looking at the server ...");
        Thread.sleep(SoakPlan.SETTLE);
        Look look = server.look();
        words.say(look.words());
        return look;
    }

    private static Duration elapsed(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}

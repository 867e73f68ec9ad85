package org.voxpost.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.testkit.PostgresServer;

/**
 * The whole sweep: counts the steps of two deliveries, and those of a call for help, then runs them once for each step with a SIGKILL there, starts the server again,
 * and checks. Run by {@code ./benchmarks/crash}, which chooses; strace counts and shows when to kill.
 */
@Timeout(3 * 3600)
class CrashSweep {

    /** Runs side by side: they wait for each other's processor less than for their own disk and timers. */
    private static final int LANES = Integer.getInteger("crash.lanes", 2);

    @TempDir
    Path scratch;

    @ParameterizedTest
    @EnumSource
    void embeddedStore(CrashPlay.Kind kind) throws Exception {
        if (chosen("crash.stores", "embedded") && chosen("crash.play", word(kind))) {
            sweep(kind, "embedded, " + word(kind), CrashHomes.quick(scratch, Optional.empty()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void postgresql(CrashPlay.Kind kind) throws Exception {
        if (chosen("crash.stores", "postgresql") && chosen("crash.play", word(kind))) {
            try (PostgresServer server = PostgresServer.start()) {
                sweep(kind, "postgresql, " + word(kind), CrashHomes.quick(scratch, Optional.of(server)));
            }
        }
    }

    private static String word(CrashPlay.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Whether the command named it, or none. */
    private static boolean chosen(String property, String word) {
        String named = System.getProperty(property, "");
        return named.isEmpty() || named.equals(word);
    }

    private static void sweep(CrashPlay.Kind kind, String store, CrashHomes homes) throws Exception {
        CrashRun whole = run(kind, homes, CrashRun.NEVER);
        int count = whole.steps().size();
        say(store, count + " steps: " + byKind(whole.steps()));
        StepRange chosen = StepRange.parse(System.getProperty("crash.steps", ""));
        Tally tally = new Tally(store, count);
        AtomicInteger next = new AtomicInteger(chosen.first() - 1);
        try (ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
            List<Future<?>> all = new ArrayList<>();
            for (int lane = 0; lane < LANES; lane++) {
                all.add(lanes.submit(() -> lane(kind, homes, next, chosen, tally)));
            }
            for (Future<?> lane : all) {
                lane.get();
            }
        }
        say(store, tally.summary());
        assertThat(tally.failures()).isEmpty();
    }

    /** Takes one step after the other until there are no more: a run may have some more steps than the one that was counted. */
    private static void lane(CrashPlay.Kind kind, CrashHomes homes, AtomicInteger next, StepRange chosen, Tally tally) {
        boolean more = true;
        for (int step = next.incrementAndGet(); more && step <= chosen.last(); step = next.incrementAndGet()) {
            try {
                CrashRun run = run(kind, homes, step);
                tally.good(step, run);
                more = step < tally.counted() || run.fatal().isPresent();
            } catch (Exception | AssertionError failure) {
                tally.bad(step, failure);
                more = step < tally.counted();
            }
        }
    }

    private static CrashRun run(CrashPlay.Kind kind, CrashHomes homes, int fatal) throws Exception {
        CrashHome home = homes.take();
        CrashRun run = CrashRun.of(kind, home, new Tracer(), fatal);
        homes.giveBack(home);
        return run;
    }

    private static Map<String, Long> byKind(List<String> steps) {
        return steps.stream().collect(Collectors.groupingBy(step -> step, TreeMap::new, Collectors.counting()));
    }

    private static void say(String store, String what) {
        System.out.println(store + ": " + what);
    }

    /** What all runs of one store came to. */
    private static final class Tally {
        private final String store;
        private final int counted;
        private final List<String> deaths = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();
        private int survivors;
        private int late;

        Tally(String store, int counted) {
            this.store = store;
            this.counted = counted;
        }

        int counted() {
            return counted;
        }

        synchronized void good(int step, CrashRun run) {
            if (run.fatal().isPresent()) {
                deaths.add(run.fatal().get());
                late += run.steps().size() > step ? 1 : 0;
            } else {
                survivors++;
            }
            if (deaths.size() % 10 == 0) {
                say(
                        store,
                        deaths.size() + " deaths good, at step " + step + " of some " + counted + ", " + failures.size()
                                + " failures");
            }
        }

        synchronized void bad(int step, Throwable failure) {
            String what = "step " + step + ": " + failure;
            failures.add(what);
            say(store, what);
        }

        synchronized List<String> failures() {
            return List.copyOf(failures);
        }

        /** A death is late when another thread began a further step before it. */
        synchronized String summary() {
            return deaths.size() + " deaths checked and good, " + late + " of them while a further step began, "
                    + survivors + " runs over before their step, " + failures.size() + " failures; died at "
                    + byKind(deaths);
        }
    }
}

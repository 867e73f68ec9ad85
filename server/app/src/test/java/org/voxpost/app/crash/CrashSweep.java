package org.voxpost.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.testkit.PostgresServer;

/**
 * The whole sweep: counts the steps of two deliveries, then runs them once for each step with a SIGKILL there, starts the server again,
 * and checks. Run by {@code ./benchmarks/crash}, which chooses the stores; strace counts and shows when to kill.
 */
@Timeout(3 * 3600)
class CrashSweep {

    /** Runs side by side: they wait for each other's processor less than for their own disk and timers. */
    private static final int LANES = Integer.getInteger("crash.lanes", 2);

    @TempDir
    Path scratch;

    @Test
    void embeddedStore() throws Exception {
        if (chosen("embedded")) {
            sweep("embedded", CrashHomes.quick(scratch, Optional.empty()));
        }
    }

    @Test
    void postgresql() throws Exception {
        if (chosen("postgresql")) {
            try (PostgresServer server = PostgresServer.start()) {
                sweep("postgresql", CrashHomes.quick(scratch, Optional.of(server)));
            }
        }
    }

    /** Whether the command named it, or none. */
    private static boolean chosen(String store) {
        String stores = System.getProperty("crash.stores", "");
        return stores.isEmpty() || stores.equals(store);
    }

    private static void sweep(String store, CrashHomes homes) throws Exception {
        CrashRun whole = run(homes, CrashRun.NEVER);
        int count = whole.steps().size();
        say(store, count + " steps: " + byKind(whole.steps()));
        StepRange chosen = StepRange.parse(System.getProperty("crash.steps", ""));
        Tally tally = new Tally(store, count);
        AtomicInteger next = new AtomicInteger(chosen.first() - 1);
        try (ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
            List<Future<?>> all = new ArrayList<>();
            for (int lane = 0; lane < LANES; lane++) {
                all.add(lanes.submit(() -> lane(homes, next, chosen, tally)));
            }
            for (Future<?> lane : all) {
                lane.get();
            }
        }
        say(store, tally.summary());
        assertThat(tally.failures()).isEmpty();
    }

    /** Takes one step after the other until there are no more: a run may have some more steps than the one that was counted. */
    private static void lane(CrashHomes homes, AtomicInteger next, StepRange chosen, Tally tally) {
        boolean more = true;
        for (int step = next.incrementAndGet(); more && step <= chosen.last(); step = next.incrementAndGet()) {
            try {
                CrashRun run = run(homes, step);
                tally.good(step, run);
                more = step < tally.counted() || run.fatal().isPresent();
            } catch (Exception | AssertionError failure) {
                tally.bad(step, failure);
                more = step < tally.counted();
            }
        }
    }

    private static CrashRun run(CrashHomes homes, int fatal) throws Exception {
        CrashHome home = homes.take();
        CrashRun run = CrashRun.of(home, new Tracer(), fatal);
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

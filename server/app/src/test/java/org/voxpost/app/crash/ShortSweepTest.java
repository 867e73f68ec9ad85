package org.voxpost.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short sweep of the embedded store: the server is killed at some moments of its deliveries, and of a call for help, evenly spread over what it changes on the disk. */
class ShortSweepTest {

    private static final int KILLS = 4;
    private static final int LANES = 2;

    @TempDir
    Path scratch;

    @ParameterizedTest
    @EnumSource
    @Timeout(480)
    void nothingIsLostWhereverItIsKilled(CrashPlay.Kind kind) throws Exception {
        CrashHomes homes = CrashHomes.make(scratch);
        int steps = CrashRun.of(kind, homes.take(), new DiskWatch(), CrashRun.NEVER)
                .steps()
                .size();
        // What a call writes is often heard of as one: some runs have half the steps of others.
        int span = switch (kind) {
            case DELIVERIES -> steps;
            case TEXT -> steps / 2;
        };
        List<Future<CrashRun>> runs = new ArrayList<>();
        try (ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                int fatal = Math.max(1, span * kill / (KILLS + 1));
                runs.add(lanes.submit(() -> CrashRun.of(kind, homes.take(), new DiskWatch(), fatal)));
            }
        }

        int deaths = 0;
        for (Future<CrashRun> run : runs) {
            deaths += run.get().fatal().isPresent() ? 1 : 0;
        }
        // Changes that are heard of as one make a run shorter than the one that was counted.
        assertThat(deaths).as("deaths in the middle of %s steps", steps).isGreaterThan(KILLS / 2);
    }
}

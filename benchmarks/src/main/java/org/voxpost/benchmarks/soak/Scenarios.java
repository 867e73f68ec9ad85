package org.voxpost.benchmarks.soak;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Draws the orders of a round: the same for the same seed and round. */
final class Scenarios {

    private static final int SMALLEST = 2_000;
    private static final int LARGEST = 300_000;
    private static final int LONGEST_PAUSE_MILLIS = 400;

    private static final List<SourceKind> SOURCES = List.of(SourceKind.values());
    private static final List<FarEnd> FAR_ENDS = List.of(FarEnd.values());
    private static final List<Ending> ENDINGS = List.of(Ending.values());

    private final long seed;
    private final int round;
    private final SplittableRandom random;

    Scenarios(long seed, int round) {
        this.seed = seed;
        this.round = round;
        this.random = new SplittableRandom(seed * 1_000_003 + round);
    }

    List<Scenario> draw(int count) {
        return IntStream.range(0, count).mapToObj(this::next).toList();
    }

    /** When in a round something happens, such as a kill. */
    Duration moment(Duration atMost) {
        return Duration.ofMillis(random.nextLong(atMost.toMillis()));
    }

    private Scenario next(int number) {
        return new Scenario(
                "soak-" + seed + "-" + round + "-" + number,
                source(),
                random.nextInt(SMALLEST, LARGEST),
                random.nextBoolean(),
                // Most of the work of a server goes well.
                random.nextInt(100) < 65 ? FarEnd.GOOD : FAR_ENDS.get(random.nextInt(FAR_ENDS.size())),
                random.nextBoolean(),
                random.nextInt(100) < 70 ? Ending.WAITS : ENDINGS.get(random.nextInt(ENDINGS.size())),
                Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)));
    }

    private SourceKind source() {
        int chance = random.nextInt(100);
        if (chance < 50) {
            return SourceKind.FILE;
        }
        return chance < 80 ? SourceKind.HTTP : SOURCES.get(random.nextInt(SOURCES.size()));
    }
}

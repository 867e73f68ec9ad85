package org.voxpost.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.voxpost.benchmarks.Table;
import org.voxpost.benchmarks.Table.Row;

/**
 * What came of it.
 *
 * @param rounds that were run
 * @param promised orders that were answered 200
 * @param ends of jobs, by their name
 * @param lives of the server: one more than kills
 * @param begin what the server held when it was warm
 * @param end what the same process held in the end
 * @param lost what became of orders that should not have, in whole sentences
 */
record SoakFigures(
        int rounds, int promised, Map<String, Integer> ends, int lives, Look begin, Look end, List<String> lost) {

    SoakFigures {
        ends = Map.copyOf(ends);
        lost = List.copyOf(lost);
    }

    /** All that is wrong; nothing when all is well. */
    List<String> complaints() {
        List<String> all = new ArrayList<>(lost);
        all.addAll(end.grownSince(begin));
        return all;
    }

    Table table(SoakPlan plan) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("Load", plan.time().toMinutes() + " minutes, seed " + plan.seed()));
        rows.add(new Row("Orders promised", number(promised) + " in " + rounds + " rounds"));
        new TreeMap<>(ends).forEach((name, count) -> rows.add(new Row("Jobs that ended with " + name, number(count))));
        rows.add(new Row("Times that the server was killed", number(lives - 1)));
        rows.add(new Row("Orders lost, open, or not as they had to be", number(lost.size()), "0"));
        rows.add(new Row("Server, warm", begin.words()));
        rows.add(new Row("The same process in the end", end.words(), "no more"));
        return new Table(
                "What a soak leaves behind",
                "Written by `./benchmarks/soak --record`; ADR 0012 says what is done. All processes ran on this one"
                        + " machine.",
                rows);
    }

    private static String number(int value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}

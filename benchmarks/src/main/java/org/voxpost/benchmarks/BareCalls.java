package org.voxpost.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** The raw limits, of plain JAIN-SIP between this process and another one: calls, and the messages of transfers. */
final class BareCalls {
    private static final Pattern READY = Pattern.compile("Taking calls on (\\d+)");

    private BareCalls() {}

    /**
     * @param cpu processor time of both processes for one call
     * @param transfersPerSecond how often the messages of a transfer were exchanged
     * @param transferCpu processor time of both processes for the messages of one transfer
     */
    record Figures(double callsPerSecond, Duration cpu, double transfersPerSecond, Duration transferCpu) {

        /** The ratio that a transfer would have which costs nothing but its messages, as plain JAIN-SIP sends them. */
        double ratio() {
            return transfersPerSecond / (callsPerSecond / 2);
        }
    }

    private record Pace(double perSecond, Duration cpu) {}

    static Figures measure(Plan plan, Path scratch) throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BareCallee.class.getName(),
                Integer.toString(Voxpost.freePort()));
        try (Party callee = Party.start("callee", command, READY, scratch)) {
            int calleePort = Integer.parseInt(callee.ready().group(1));
            Pace calls = measure(plan, BareScript.CALL, callee, calleePort);
            Pace transfers = measure(plan, BareScript.TRANSFER, callee, calleePort);
            return new Figures(calls.perSecond(), calls.cpu(), transfers.perSecond(), transfers.cpu());
        }
    }

    private static Pace measure(Plan plan, BareScript script, Party callee, int calleePort) throws Exception {
        try (BareStack stack = BareStack.open(Voxpost.freePort())) {
            BareCaller caller = new BareCaller(stack, calleePort, script);
            stack.listen(caller);
            caller.begin(plan.parallel());
            pass(plan.bareWarmUp(), caller);
            long before = caller.done();
            Duration cpu = callee.process().cpu().plus(OsProcess.self().cpu());
            long start = System.nanoTime();
            pass(plan.bare(), caller);
            long counted = caller.done() - before;
            double seconds = (System.nanoTime() - start) / 1e9;
            Duration used = callee.process().cpu().plus(OsProcess.self().cpu()).minus(cpu);
            caller.stop();
            if (counted == 0) {
                throw new BenchmarkFailure("No bare call was finished in time.");
            }
            return new Pace(counted / seconds, used.dividedBy(counted));
        }
    }

    private static void pass(Duration time, BareCaller caller) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(Math.min(100_000_000L, end - System.nanoTime()));
            caller.failure().ifPresent(why -> {
                throw new BenchmarkFailure(why + ".");
            });
        }
    }
}

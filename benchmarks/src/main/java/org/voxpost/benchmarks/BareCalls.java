package org.voxpost.benchmarks;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** The raw limit: calls of plain JAIN-SIP between this process and another one. */
final class BareCalls {
    private static final Pattern READY = Pattern.compile("Taking calls on (\\d+)");

    private BareCalls() {}

    /**
     * @param cpu processor time of both processes for one call
     */
    record Figures(double callsPerSecond, Duration cpu) {}

    static Figures measure(Plan plan, Path scratch) throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BareCallee.class.getName(),
                Integer.toString(freePort()));
        try (Party callee = Party.start("callee", command, READY, scratch)) {
            int calleePort = Integer.parseInt(callee.ready().group(1));
            try (BareStack stack = BareStack.open(freePort())) {
                BareCaller caller = new BareCaller(stack, calleePort);
                stack.listen(caller);
                caller.begin(plan.parallel());
                pass(plan.bareWarmUp(), caller);
                long calls = caller.done();
                Duration cpu = callee.process().cpu().plus(OsProcess.self().cpu());
                long start = System.nanoTime();
                pass(plan.bare(), caller);
                long counted = caller.done() - calls;
                double seconds = (System.nanoTime() - start) / 1e9;
                Duration used =
                        callee.process().cpu().plus(OsProcess.self().cpu()).minus(cpu);
                caller.stop();
                if (counted == 0) {
                    throw new BenchmarkFailure("No bare call was finished in time.");
                }
                return new Figures(counted / seconds, used.dividedBy(counted));
            }
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

    /** The stack takes no port 0. */
    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral(BareStack.HOST))) {
            return socket.getLocalPort();
        }
    }
}

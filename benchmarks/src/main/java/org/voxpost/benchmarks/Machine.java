package org.voxpost.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What it runs on. */
public final class Machine {
    private Machine() {}

    public static String describe() {
        long memory =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return String.format(
                Locale.ROOT,
                "%d processors, %.0f GiB, %s %s, Java %s (%s)",
                Runtime.getRuntime().availableProcessors(),
                memory / (double) (1L << 30),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.version(),
                System.getProperty("java.vendor"));
    }
}

package org.voxpost.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Linux and the Java machine tell of a process. */
public record OsProcess(long pid) {
    private static final Pattern THREADS = Pattern.compile("^Threads:\\s+(\\d+)$", Pattern.MULTILINE);
    private static final Pattern TOTAL = Pattern.compile("^Total\\s+\\d+\\s+(\\d+)\\s*$", Pattern.MULTILINE);
    private static final int MILLIS_PER_TICK = 10;

    public static OsProcess self() {
        return new OsProcess(ProcessHandle.current().pid());
    }

    /** Processor time since its start, in user and system mode. */
    public Duration cpu() throws IOException {
        return cpuIn(Files.readString(proc("stat")));
    }

    public int threads() throws IOException {
        Matcher found = THREADS.matcher(Files.readString(proc("status")));
        if (!found.find()) {
            throw new IOException("no thread count of process " + pid);
        }
        return Integer.parseInt(found.group(1));
    }

    public int descriptors() throws IOException {
        try (Stream<Path> open = Files.list(proc("fd"))) {
            return Math.toIntExact(open.count());
        }
    }

    /** Bytes of objects that are reachable, after forced collections; whatever the collector. */
    public long liveHeap() throws IOException, InterruptedException {
        jcmd("GC.run");
        return liveIn(jcmd("GC.class_histogram"));
    }

    /** Fields 14 and 15; the second is a name that may hold blanks and brackets. */
    static Duration cpuIn(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Duration.ofMillis((Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK);
    }

    static long liveIn(String histogram) throws IOException {
        Matcher found = TOTAL.matcher(histogram);
        if (!found.find()) {
            throw new IOException("no total in the histogram of the heap");
        }
        return Long.parseLong(found.group(1));
    }

    private String jcmd(String order) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), order)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!jcmd.waitFor(1, TimeUnit.MINUTES) || jcmd.exitValue() != 0) {
            throw new IOException("jcmd " + order + " failed: " + said.strip());
        }
        return said;
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }
}

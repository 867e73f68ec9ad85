package org.voxpost.benchmarks.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.voxpost.benchmarks.OsProcess;

/**
 * What a server holds that has nothing to do.
 *
 * @param heap octets that are reachable, after a forced collection
 * @param ports that it listens on, of TCP and UDP
 * @param spooled files in the spool, but for its lock
 */
record Look(long heap, int threads, int descriptors, int ports, int spooled) {

    private static final long HEAP_SLACK = 4L << 20;

    /** Threads of the Java machine, such as its compiler's, come and go with the load. */
    private static final int THREAD_SLACK = 6;

    /** A connection to the REST interface, or one of the journal's files, may be open at one look and not at the other. */
    private static final int DESCRIPTOR_SLACK = 4;

    static Look at(OsProcess server, int spooled) throws IOException, InterruptedException {
        return new Look(server.liveHeap(), server.threads(), server.descriptors(), OpenPorts.of(server.pid()), spooled);
    }

    /** What has grown since, in whole sentences. */
    List<String> grownSince(Look begin) {
        List<String> grown = new ArrayList<>();
        if (heap > begin.heap + begin.heap / 5 + HEAP_SLACK) {
            grown.add("The heap grew from " + megabytes(begin.heap) + " to " + megabytes(heap) + ".");
        }
        compare(grown, "threads", begin.threads, threads, THREAD_SLACK);
        compare(grown, "descriptors", begin.descriptors, descriptors, DESCRIPTOR_SLACK);
        compare(grown, "ports", begin.ports, ports, 0);
        compare(grown, "files in the spool", 0, spooled, 0);
        return grown;
    }

    String words() {
        return megabytes(heap) + " live heap, " + threads + " threads, " + descriptors + " descriptors, " + ports
                + " ports, " + spooled + " files in the spool";
    }

    private static void compare(List<String> grown, String what, int begin, int end, int slack) {
        if (end > begin + slack) {
            grown.add("There were " + begin + " " + what + ", and there are " + end + ".");
        }
    }

    private static String megabytes(long octets) {
        return String.format(Locale.ROOT, "%.1f MiB", octets / (double) (1 << 20));
    }
}

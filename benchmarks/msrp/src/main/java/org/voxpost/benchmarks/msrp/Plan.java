package org.voxpost.benchmarks.msrp;

/**
 * How much is measured.
 *
 * @param fileOctets of the file that is copied
 * @param messages small messages that count; as many go before them
 * @param lines of text that go before those that count when nothing else flows, ten times as many as those
 * @param quick for a look, not for the record
 */
record Plan(long fileOctets, long messages, int lines, int sessions, boolean quick) {

    static final Plan FULL = new Plan(4L << 30, 1_000_000, 20_000, 100_000, false);
    static final Plan QUICK = new Plan(256L << 20, 100_000, 5_000, 10_000, true);

    String fileName() {
        return fileOctets % (1L << 30) == 0 ? (fileOctets >> 30) + " GiB" : (fileOctets >> 20) + " MiB";
    }
}

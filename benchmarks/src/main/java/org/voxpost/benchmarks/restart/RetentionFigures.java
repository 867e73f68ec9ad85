package org.voxpost.benchmarks.restart;

import java.time.Duration;

/**
 * What it costs to keep the journal's size.
 *
 * @param idle how long entries waited while there was nothing to delete
 * @param deleting how long entries waited while old orders were deleted and their pages given back
 * @param longestCommit by the journal's own count, meanwhile
 * @param longestChore by the journal's own count, meanwhile: what it does between commits
 * @param took until the file had its last size
 * @param after octets of the store then
 * @param later octets of the store after further orders came
 */
record RetentionFigures(
        Waits idle,
        Waits deleting,
        Duration longestCommit,
        Duration longestChore,
        Duration took,
        long after,
        long later) {

    /** Of entries, one at a time, from the call to the disk. */
    record Waits(Duration longest, Duration p99) {}
}

package org.voxpost.engine.journal;

import java.time.Duration;

/**
 * What the journal has done since it was opened.
 *
 * @param entries on disk
 * @param commits that put them there
 * @param retries of commits that failed
 * @param longestCommit from its first statement to its end
 * @param longestChore that kept entries waiting between commits: the deletion of some old orders, or the giving back of some pages
 * @param waiting entries that are not on disk yet
 */
public record JournalStatistics(
        long entries, long commits, long retries, Duration longestCommit, Duration longestChore, int waiting) {}

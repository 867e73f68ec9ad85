package org.voxpost.engine.journal;

import java.util.Map;

/**
 * What the journal has unfinished.
 *
 * @param orders of this node that are open
 * @param jobs of those, by state
 * @param waiting notices that this node has for each sink; those with none are left out
 * @param dead notices of all nodes that were given up, by sink; those with none are left out
 */
public record Backlog(long orders, Map<JobState, Long> jobs, Map<String, Long> waiting, Map<String, Long> dead) {

    public Backlog {
        jobs = Map.copyOf(jobs);
        waiting = Map.copyOf(waiting);
        dead = Map.copyOf(dead);
    }
}

package org.voxpost.engine.delivery;

import java.util.HashMap;
import java.util.Map;

/**
 * Which jobs are being pulled into the spool. A job may come to its end meanwhile: then what is pulled goes as soon as it is there. Any
 * thread may call it.
 */
public final class Pulls {

    private static final class Pull {
        private int running;
        private boolean forgotten;
    }

    private final Map<String, Pull> byJob = new HashMap<>();

    synchronized void begin(String job) {
        byJob.computeIfAbsent(job, _ -> new Pull()).running++;
    }

    /** Whether nobody needs what was pulled any more: it is to be removed now. */
    synchronized boolean end(String job) {
        Pull pull = byJob.get(job);
        if (pull == null || --pull.running > 0) {
            return false;
        }
        byJob.remove(job);
        return pull.forgotten;
    }

    /** The job has its end. Whether what the spool has of it is to be removed now; otherwise {@link #end} will say so. */
    synchronized boolean forget(String job) {
        Pull pull = byJob.get(job);
        if (pull == null) {
            return true;
        }
        pull.forgotten = true;
        return false;
    }
}

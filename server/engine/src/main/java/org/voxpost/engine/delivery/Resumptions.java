package org.voxpost.engine.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import org.voxpost.engine.journal.OpenOrder;

/**
 * How far deliveries were that broke off at servers which keep what they have: the next attempt of the job goes on there (RFC 5547 §8.1,
 * ADR 0019). Kept in memory, and filled from the journal after a restart; who is forgotten sends the whole. Any thread may call it.
 */
public final class Resumptions {

    private static final int MOST = 10_000;

    private final Map<String, Broken> jobs = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Broken> eldest) {
            return size() > MOST;
        }
    };

    /** Octets of this content that the far end has; 0 when the content is another one by now. */
    synchronized long start(String jobId, String sha256) {
        Broken broken = jobs.get(jobId);
        return broken != null && broken.sha256.equals(sha256) ? broken.acknowledged : 0;
    }

    synchronized void brokeOff(String jobId, String sha256, long acknowledged) {
        jobs.put(jobId, new Broken(sha256, acknowledged));
    }

    /** What an earlier run of the server knew of the jobs of an order. */
    public void recover(OpenOrder order) {
        for (OpenOrder.OpenJob job : order.jobs()) {
            if (job.kept() > 0) {
                brokeOff(job.job().id(), job.sha256(), job.kept());
            }
        }
    }

    synchronized void forget(String jobId) {
        jobs.remove(jobId);
    }

    private record Broken(String sha256, long acknowledged) {}
}

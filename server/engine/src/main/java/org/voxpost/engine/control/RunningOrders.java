package org.voxpost.engine.control;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.voxpost.engine.dialog.Dialog;
import org.voxpost.engine.journal.Job;
import org.voxpost.engine.lane.Lane;

/** The orders that run on this node, by their ids. Any thread may ask. */
public final class RunningOrders {

    private record Running(Dialog dialog, Lane lane) {}

    private final ConcurrentHashMap<String, Running> byId = new ConcurrentHashMap<>();

    void add(Dialog dialog, Lane lane) {
        byId.put(dialog.order().id(), new Running(dialog, lane));
    }

    void remove(Dialog dialog) {
        byId.remove(dialog.order().id());
    }

    /**
     * Gives one job up for good; its outcome is that it was terminated.
     *
     * @return whether the job runs here; false too when its turn in the script has not come yet
     */
    public CompletionStage<Boolean> cancel(String job) {
        Running running = byId.get(Job.order(job));
        if (running == null) {
            return CompletableFuture.completedFuture(false);
        }
        CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
        running.lane().execute(() -> cancelled.complete(running.dialog().cancel(job)));
        return cancelled;
    }
}

package org.voxpost.app.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps that a server took so far, by the word of whoever watches it, and the one that it is to die at. */
final class Steps {

    private final int fatal;
    private final Runnable kill;
    private final List<String> taken = new ArrayList<>();
    private long last = System.nanoTime();

    /**
     * @param fatal the number of the step to die at, from 1; beyond the last one it lives
     * @param kill is quick
     */
    Steps(int fatal, Runnable kill) {
        this.fatal = fatal;
        this.kill = kill;
    }

    /** The next one is about to be taken, or was taken. */
    synchronized void add(String what) {
        taken.add(what);
        last = System.nanoTime();
        if (taken.size() == fatal) {
            kill.run();
        }
        notifyAll();
    }

    synchronized List<String> all() {
        return List.copyOf(taken);
    }

    /** The one that it died at, where it came so far. */
    synchronized Optional<String> fatal() {
        return fatal <= taken.size() ? Optional.of(taken.get(fatal - 1)) : Optional.empty();
    }

    /** Waits until none was taken for so long. */
    synchronized void awaitQuiet(Duration quiet) throws InterruptedException {
        long left = quiet.toNanos();
        while (left > 0) {
            // A nanosecond too few would wait for ever.
            wait(left / 1_000_000 + 1);
            left = quiet.toNanos() - (System.nanoTime() - last);
        }
    }
}

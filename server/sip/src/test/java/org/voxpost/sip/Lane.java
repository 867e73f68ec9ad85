package org.voxpost.sip;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Lanes for tests: a virtual thread for each. */
final class Lane {
    private Lane() {}

    static Executor fresh() {
        return Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    }
}

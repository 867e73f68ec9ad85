package org.voxpost.media;

import java.util.concurrent.Semaphore;

/** Room for sources that are small enough to be read once and then sent from memory. Any thread may use it. */
final class SmallSources {

    /** Bytes of the largest. */
    static final int LARGEST = 1 << 16;

    /** In memory at the same time, 16 MiB at most; what comes above is read again. */
    private static final int MOST = 256;

    /** For none. */
    static final SmallSources NONE = new SmallSources(0);

    private final Semaphore room;

    SmallSources() {
        this(MOST);
    }

    private SmallSources(int most) {
        room = new Semaphore(most);
    }

    /** Takes room for a source of that length; false when it is too large, or there are too many. */
    boolean take(long length) {
        return length <= LARGEST && room.tryAcquire();
    }

    void give() {
        room.release();
    }
}

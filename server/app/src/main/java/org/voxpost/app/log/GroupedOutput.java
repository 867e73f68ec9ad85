package org.voxpost.app.log;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands on what is written to it some milliseconds later, by a thread of its own, together with what else came by then; earlier when
 * there is much, or on {@link #flush}. Any thread may call it.
 */
final class GroupedOutput extends OutputStream {
    private static final int MOST = 1 << 16;

    private final OutputStream to;
    private final long delay;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[] group = new byte[MOST];
    private int size;
    private boolean closed;

    GroupedOutput(OutputStream to, long delayMillis) {
        this.to = to;
        this.delay = TimeUnit.MILLISECONDS.toNanos(delayMillis);
        Thread.ofPlatform().daemon().name("log").start(this::handOn);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        lock.lock();
        try {
            if (length > MOST - size) {
                drain();
            }
            if (length > MOST || closed) {
                to.write(from, offset, length);
                return;
            }
            System.arraycopy(from, offset, group, size, length);
            if (size == 0) {
                changed.signal();
            }
            size += length;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void flush() throws IOException {
        lock.lock();
        try {
            drain();
            to.flush();
        } finally {
            lock.unlock();
        }
    }

    /** Hands on what is there. What is written from now on is handed on at once; the stream behind stays open. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            changed.signal();
            drain();
        } finally {
            lock.unlock();
        }
    }

    private void drain() throws IOException {
        int length = size;
        size = 0;
        if (length > 0) {
            to.write(group, 0, length);
        }
    }

    private void handOn() {
        while (awaitGroup()) {
            try {
                flush();
            } catch (IOException gone) {
                // Nobody is left to be told: this was the way to tell.
                return;
            }
        }
    }

    /** False when all is handed on and the rest goes without this thread. */
    private boolean awaitGroup() {
        lock.lock();
        try {
            while (size == 0 && !closed) {
                changed.awaitUninterruptibly();
            }
            for (long left = delay; left > 0 && !closed; ) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException stopped) {
            closed = true;
            return false;
        } finally {
            lock.unlock();
        }
    }
}

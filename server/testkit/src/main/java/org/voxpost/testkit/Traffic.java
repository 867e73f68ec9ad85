package org.voxpost.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** What went over the wire, for the message of a failed expectation. Long bodies are cut; old entries fall off. */
final class Traffic {
    private static final int SHOWN = 4_000;
    private static final int KEPT = 200;

    private final String who;
    private final long begun = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<String> entries = new ArrayDeque<>();

    Traffic(String who) {
        this.who = who;
    }

    void sent(byte[] octets) {
        note(">>> sent", octets);
    }

    void received(byte[] octets) {
        note("<<< received", octets);
    }

    void ignored(byte[] octets) {
        note("<<< received and ignored", octets);
    }

    void note(String what) {
        note(what, new byte[0]);
    }

    private void note(String what, byte[] octets) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        String text = new String(octets, 0, Math.min(octets.length, SHOWN), StandardCharsets.UTF_8);
        String cut = octets.length > SHOWN ? "... (" + octets.length + " octets)" : "";
        lock.lock();
        try {
            entries.addLast(millis + " ms " + what + "\n" + text + cut);
            if (entries.size() > KEPT) {
                entries.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    AssertionError failure(String problem) {
        return new AssertionError(problem + "\nTraffic of " + who + ":\n" + this);
    }

    @Override
    public String toString() {
        lock.lock();
        try {
            return entries.isEmpty() ? "(none)" : String.join("\n", entries);
        } finally {
            lock.unlock();
        }
    }
}

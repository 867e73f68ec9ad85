package org.voxpost.testkit;

import io.netty.buffer.PooledByteBufAllocator;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class that lost a buffer of Netty's. A service of JUnit's in the tests of every module that uses Netty, whose
 * build also names the detector ({@code leak.check} in {@code server/pom.xml}); a class that made no buffer costs nothing.
 */
public final class LeakCheck implements AfterAllCallback {

    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();
    private static volatile boolean tracked;

    /** A buffer was made, and is followed from now on. */
    static void tracked() {
        tracked = true;
    }

    static void found(String leak) {
        LEAKS.add(leak);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        List<String> leaks = leaks();
        if (!leaks.isEmpty()) {
            throw new AssertionError("buffers were lost: " + leaks);
        }
    }

    /** Those lost since the last look, with their traces. */
    public static List<String> leaks() {
        if (tracked) {
            collect();
            tracked = false;
        }
        List<String> found = List.copyOf(LEAKS);
        LEAKS.removeAll(found);
        return found;
    }

    /** Lets the collector find what is lost, and the detector look at it. */
    private static void collect() {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        Reference<Object> canary = new PhantomReference<>(new Object(), queue);
        try {
            do {
                System.gc();
            } while (queue.remove(100) == null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Reference.reachabilityFence(canary);
        }
        PooledByteBufAllocator.DEFAULT.directBuffer(1).release();
        PooledByteBufAllocator.DEFAULT.heapBuffer(1).release();
    }
}

package org.voxpost.msrp;

import io.netty.buffer.PooledByteBufAllocator;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class that lost a buffer. Found by JUnit as a service. */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback {

    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

    static void found(String leak) {
        LEAKS.add(leak);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        collect();
        LEAKS.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        collect();
        if (!LEAKS.isEmpty()) {
            throw new AssertionError("buffers were lost: " + LEAKS);
        }
    }

    /** Those found so far, taken away. */
    static Queue<String> leaks() {
        collect();
        Queue<String> found = new ConcurrentLinkedQueue<>(LEAKS);
        LEAKS.clear();
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

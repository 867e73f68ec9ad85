package org.voxpost.sip.jain;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Threads that parse datagrams. All messages of one call go to the same one, so they stay in order. With a single worker
 * there is none: the reader does the work.
 */
final class Workers {
    private final List<ExecutorService> threads = new ArrayList<>();

    Workers(String name, int count) {
        for (int i = 0; count > 1 && i < count; i++) {
            threads.add(Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name(name + "-" + i).factory()));
        }
    }

    void run(byte[] message, Runnable task) {
        if (threads.isEmpty()) {
            task.run();
            return;
        }
        try {
            threads.get(Math.floorMod(callHash(message), threads.size())).execute(task);
        } catch (RejectedExecutionException closed) {
            // The endpoint closes; what arrives now is lost as it would be a moment later.
            return;
        }
    }

    void close() {
        threads.forEach(ExecutorService::shutdownNow);
    }

    /** A hash of the Call-ID, long or compact name; 0 where there is none. */
    static int callHash(byte[] message) {
        for (int i = 0; i + 1 < message.length; i++) {
            if (message[i] == '\n') {
                int value = callIdValue(message, i + 1);
                if (value > 0) {
                    return hashToken(message, value);
                }
            }
        }
        return 0;
    }

    private static int callIdValue(byte[] message, int start) {
        int end = matches(message, start, "call-id") ? start + 7 : matches(message, start, "i") ? start + 1 : -1;
        while (end > 0 && end < message.length && (message[end] == ' ' || message[end] == '\t')) {
            end++;
        }
        return end > 0 && end < message.length && message[end] == ':' ? end + 1 : -1;
    }

    private static boolean matches(byte[] message, int start, String name) {
        if (start + name.length() > message.length) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if ((message[start + i] | 0x20) != (name.charAt(i) | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private static int hashToken(byte[] message, int start) {
        int hash = 0;
        for (int i = start; i < message.length && message[i] != '\r' && message[i] != '\n'; i++) {
            if (message[i] != ' ' && message[i] != '\t') {
                hash = 31 * hash + message[i];
            }
        }
        return hash;
    }
}

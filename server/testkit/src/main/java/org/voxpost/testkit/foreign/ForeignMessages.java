package org.voxpost.testkit.foreign;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Messages that a script puts together from chunks. Chunks out of their order are not for scripts. */
final class ForeignMessages {
    private final BlockingQueue<byte[]> whole = new LinkedBlockingQueue<>();
    private final Map<String, ByteArrayOutputStream> open = new ConcurrentHashMap<>();

    /** @param key what the model tells messages apart by */
    void add(String key, ForeignFrame chunk) {
        ByteArrayOutputStream message = open.computeIfAbsent(key, _ -> new ByteArrayOutputStream());
        message.writeBytes(chunk.body());
        if (chunk.flag() == '$') {
            open.remove(key);
            whole.add(message.toByteArray());
        } else if (chunk.flag() == '#') {
            open.remove(key);
        }
    }

    /** Octets so far. */
    int size(String key) {
        ByteArrayOutputStream message = open.get(key);
        return message == null ? 0 : message.size();
    }

    void forget(String key) {
        open.remove(key);
    }

    /** @param state said where none comes */
    byte[] await(String state) {
        try {
            byte[] message = whole.poll(ForeignStack.DEADLINE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("no message came; " + state + " open: " + open.keySet());
            }
            return message;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

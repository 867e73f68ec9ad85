package org.voxpost.engine.capture;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The last messages of a session, to know one that comes again because its sender did not hear of it, on this stream or another. A peer that
 * does not count its messages, so that an id stands for different ones, says what it says. Any thread may ask.
 */
final class Copies {

    private static final int MOST = 16;

    /** A sender that waits longer than a transaction takes (RFC 4975 §7.1.1) says it once more because it means it. */
    private static final long WHILE = Duration.ofSeconds(30).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Known> known = new LinkedHashMap<>();

    /** @param several whether the id stood for different messages */
    private record Known(String hash, CompletableFuture<?> written, long at, boolean several) {}

    /** The writing of the same message, when this is a copy of it; it may still be under way. */
    Optional<CompletableFuture<?>> earlier(String messageId, byte[] content) {
        lock.lock();
        try {
            Known before = known.get(messageId);
            if (before == null
                    || before.several()
                    || System.nanoTime() - before.at() >= WHILE
                    || before.written().isCompletedExceptionally()
                    || !before.hash().equals(hash(content))) {
                return Optional.empty();
            }
            return Optional.of(before.written());
        } finally {
            lock.unlock();
        }
    }

    /** One that is none is being written. */
    void written(String messageId, byte[] content, CompletableFuture<?> written) {
        lock.lock();
        try {
            Known before = known.remove(messageId);
            String hash = hash(content);
            boolean several =
                    before != null && (before.several() || !before.hash().equals(hash));
            known.put(messageId, new Known(hash, written, System.nanoTime(), several));
            if (known.size() > MOST) {
                known.remove(known.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package org.voxpost.benchmarks.msrp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Where the octets of a copy end: nowhere, in a file, or in a file and a SHA-256. The same for raw and MSRP. What is hashed is hashed
 * and written on a thread of its own, as {@code voxpost receive} does it: both would keep the reading thread for too long.
 */
final class Sink implements AutoCloseable {

    enum Kind {
        NOWHERE,
        FILE,
        HASHED_FILE
    }

    private final Kind kind;
    private final FileChannel file;
    private final MessageDigest digest;
    private final ExecutorService beside = Executors.newSingleThreadExecutor();
    private long position;

    Sink(Kind kind, Path path) throws IOException {
        this.kind = kind;
        this.file = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Octets that were given so far. */
    long octets() {
        return position;
    }

    /** Takes the next octets, which stay as they are until that is done. */
    CompletableFuture<?> take(ByteBuffer part) {
        long at = position;
        position += part.remaining();
        return switch (kind) {
            case NOWHERE -> CompletableFuture.completedFuture(null);
            case FILE -> {
                write(part, at);
                yield CompletableFuture.completedFuture(null);
            }
            case HASHED_FILE ->
                CompletableFuture.runAsync(
                        () -> {
                            digest.update(part.duplicate());
                            write(part, at);
                        },
                        beside);
        };
    }

    private void write(ByteBuffer part, long from) {
        try {
            long at = from;
            while (part.hasRemaining()) {
                at += file.write(part, at);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        beside.close();
        file.close();
    }
}

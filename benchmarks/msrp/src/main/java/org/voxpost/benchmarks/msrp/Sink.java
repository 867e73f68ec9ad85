package org.voxpost.benchmarks.msrp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Where the octets of a copy end: nowhere, in a file, or in a file and a SHA-256. The same for raw and MSRP, on the reading thread. */
final class Sink implements AutoCloseable {

    enum Kind {
        NOWHERE,
        FILE,
        HASHED_FILE
    }

    private final Kind kind;
    private final FileChannel file;
    private final MessageDigest digest;
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

    /** Octets so far. */
    long octets() {
        return position;
    }

    void take(ByteBuffer part) {
        int length = part.remaining();
        try {
            switch (kind) {
                case NOWHERE -> {}
                case FILE -> write(part);
                case HASHED_FILE -> {
                    digest.update(part.duplicate());
                    write(part);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        position += length;
    }

    private void write(ByteBuffer part) throws IOException {
        long at = position;
        while (part.hasRemaining()) {
            at += file.write(part, at);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

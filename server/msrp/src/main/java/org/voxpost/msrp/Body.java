package org.voxpost.msrp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

/** Where the octets of an outgoing message come from. Nothing is read before the message's turn. */
public sealed interface Body {

    /** The length of the message, in octets. */
    long length();

    /** Octets in memory; the array is read, not copied, and must not change until the outcome. */
    static Body of(byte[] octets) {
        return new Octets(ByteBuffer.wrap(octets).asReadOnlyBuffer());
    }

    /** A region of a file, opened when its turn comes and read off the event loop in bounded pieces. */
    static Body of(Path file, long position, long length) {
        return new FileRegion(file, position, length);
    }

    /** What remains of a buffer. */
    record Octets(ByteBuffer octets) implements Body {
        @Override
        public long length() {
            return octets.remaining();
        }
    }

    record FileRegion(Path file, long position, long length) implements Body {
        public FileRegion {
            if (position < 0 || length < 0) {
                throw new IllegalArgumentException("position and length of a file region cannot be negative");
            }
        }
    }

    /** A source of the caller's own. */
    non-sealed interface Source extends Body {

        /**
         * Reads octets from {@code position} on into {@code target}, whose {@code position} it moves. Called on the event
         * loop, one read at a time, and must not block: a slow source answers later, from any thread.
         *
         * @return the count that was read, 1 or more; -1 or an exception when the source ended too early
         */
        CompletionStage<Integer> read(long position, ByteBuffer target);

        /** Called once, after the last read. */
        default void close() throws IOException {}
    }
}

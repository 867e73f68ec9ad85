package org.voxpost.msml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the parts of one element. All of them are read before one mistake is told: the first against the schema, or
 * else the first that is only something we do not run, since that one stops the document later (RFC 5707 §5).
 */
final class Mistakes {
    private @Nullable MsmlException told;

    /** Reads a part of an element. */
    @FunctionalInterface
    interface Part<T> {
        T read() throws MsmlException;
    }

    /** What was read; empty when the part is wrong. */
    <T> Optional<T> in(Part<T> part) {
        try {
            return Optional.of(part.read());
        } catch (MsmlException e) {
            note(e);
            return Optional.empty();
        }
    }

    void note(MsmlException mistake) {
        if (told == null || (!told.code().isOfSchema() && mistake.code().isOfSchema())) {
            told = mistake;
        }
    }

    /** Throws the mistake that counts, if there was one. */
    void tell() throws MsmlException {
        if (told != null) {
            throw told;
        }
    }
}

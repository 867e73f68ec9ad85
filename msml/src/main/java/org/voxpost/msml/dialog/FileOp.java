package org.voxpost.msml.dialog;

import java.util.Optional;

/**
 * {@code <fileop>}: work on files without a peer, a primitive of PowerMedia XMS.
 *
 * @param dest present for all operations but {@link Operation#DELETE}
 * @param lang {@code xml:lang}
 */
public record FileOp(
        Optional<String> id,
        Operation operation,
        String src,
        Optional<String> dest,
        Optional<String> srcformat,
        Optional<String> destformat,
        boolean overwrite,
        Optional<String> lang)
        implements DialogElement.Executable {
    /** The values of the attribute {@code operation}. */
    public enum Operation {
        APPEND,
        CONVERT,
        COPY,
        DELETE,
        MOVE;

        public boolean needsDest() {
            return this != DELETE;
        }
    }
}

package org.voxpost.media;

import org.jspecify.annotations.Nullable;

/**
 * What a sender announced of a file (RFC 5547 §6); null for what it did not say.
 *
 * @param size in bytes
 */
public record ExpectedContent(@Nullable Long size, @Nullable ContentHash hash) {

    public static ExpectedContent nothing() {
        return new ExpectedContent(null, null);
    }

    public ExpectedContent withSize(long bytes) {
        return new ExpectedContent(bytes, hash);
    }

    public ExpectedContent withHash(ContentHash announced) {
        return new ExpectedContent(size, announced);
    }
}

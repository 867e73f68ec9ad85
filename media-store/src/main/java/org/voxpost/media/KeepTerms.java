package org.voxpost.media;

import java.time.Duration;

/**
 * What an inbox keeps of files that did not arrive whole.
 *
 * @param files the most that are kept at once; the oldest go first; 0 keeps none
 * @param age how long one is kept
 */
public record KeepTerms(int files, Duration age) {
    public static final KeepTerms NOTHING = new KeepTerms(0, Duration.ZERO);

    public KeepTerms {
        Bounds.atLeast("files", files, 0);
    }
}

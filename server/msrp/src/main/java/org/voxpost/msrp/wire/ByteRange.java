package org.voxpost.msrp.wire;

/**
 * A Byte-Range (RFC 4975 §7.1.1), in octets.
 *
 * @param start position of the first octet, from 1
 * @param end position of the last octet, {@code start - 1} for none; {@link #UNKNOWN} for {@code *}
 * @param total length of the message; {@link #UNKNOWN} for {@code *}
 */
public record ByteRange(long start, long end, long total) {

    /** Stands for {@code *}. */
    public static final long UNKNOWN = -1;

    public ByteRange {
        if (start < 1
                || (end != UNKNOWN && end < start - 1)
                || (total != UNKNOWN && (total < start - 1 || (end != UNKNOWN && total < end)))
                || end < UNKNOWN
                || total < UNKNOWN) {
            throw new IllegalArgumentException("the positions of a Byte-Range contradict each other");
        }
    }

    /** A whole message of known length. */
    public static ByteRange whole(long octets) {
        return new ByteRange(1, octets, octets);
    }

    @Override
    public String toString() {
        return start + "-" + (end == UNKNOWN ? "*" : end) + "/" + (total == UNKNOWN ? "*" : total);
    }
}

package org.voxpost.sdp;

/**
 * One b-line (RFC 8866 §5.8).
 *
 * @param type such as {@code AS} (kbit/s) or {@code TIAS} (bit/s)
 * @param amount in the unit of its type
 */
public record Bandwidth(String type, long amount) {
    public Bandwidth {
        Text.token(type);
        if (amount < 0) {
            throw new IllegalArgumentException("a bandwidth is not negative");
        }
    }

    @Override
    public String toString() {
        return "b=" + type + ":" + amount;
    }
}

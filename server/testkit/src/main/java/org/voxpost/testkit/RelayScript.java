package org.voxpost.testkit;

/**
 * What a {@link RelayPeer} insists on, and how it misbehaves.
 *
 * @param algorithm of its challenges, {@code MD5} or {@code SHA-256}
 * @param opaque what challenges carry and credentials must bring back; empty for none
 * @param uri what it makes of {@code uri} in credentials
 * @param staleAnswers how many right credentials it first refuses with {@code stale=true}
 * @param shortest validity in seconds that it grants; what is shorter gets 423
 * @param longest validity in seconds that it grants; what is longer gets 423
 * @param frame body octets of the largest frame that it takes; more gets 413
 * @param piece body octets of one frame that it sends on; 0 leaves frames as they come
 * @param renews whether a renewed AUTH of a session gets the URI that it has, or a new one
 * @param reuses whether it reaches a client without account over the connection that this client has made to it
 */
public record RelayScript(
        String algorithm,
        String opaque,
        Uri uri,
        int staleAnswers,
        long shortest,
        long longest,
        int frame,
        int piece,
        boolean renews,
        boolean reuses) {

    /** As Kamailio's msrp module is: no opaque, {@code uri} wanted, frames of 10 KiB. */
    public static final RelayScript KAMAILIO =
            new RelayScript("MD5", "", Uri.WANTED, 0, 1, 3_600, 10_240, 0, false, false);

    /** As msrprelay is: opaque, silence on {@code uri}, a proof that it knows the password, frames cut anew. */
    public static final RelayScript MSRPRELAY =
            new RelayScript("MD5", "opaque/of=msrprelay", Uri.BREAKS, 0, 1, 3_600, 1 << 20, 1_000, true, true);

    /** What credentials with and without {@code uri} get. */
    public enum Uri {
        /** Without it, they are wrong (Kamailio). */
        WANTED,
        /** With it, there is no answer (msrprelay). */
        BREAKS
    }

    public RelayScript withAlgorithm(String other) {
        return new RelayScript(other, opaque, uri, staleAnswers, shortest, longest, frame, piece, renews, reuses);
    }

    public RelayScript withOpaque(String other) {
        return new RelayScript(algorithm, other, uri, staleAnswers, shortest, longest, frame, piece, renews, reuses);
    }

    public RelayScript stale(int answers) {
        return new RelayScript(algorithm, opaque, uri, answers, shortest, longest, frame, piece, renews, reuses);
    }

    public RelayScript withBounds(long least, long most) {
        return new RelayScript(algorithm, opaque, uri, staleAnswers, least, most, frame, piece, renews, reuses);
    }
}

package org.voxpost.msrp;

/**
 * How we treat one peer. Matched by the caller; {@link #DEFAULT} follows the RFCs.
 *
 * @param offerSetup {@code a=setup} of our offers (RFC 6135 §4.2.2: actpass where we can be reached, active elsewhere)
 * @param answerSetup our choice when the peer offers actpass
 * @param discardPort whether an active description shows port 9 (RFC 6135 §4.2.2) and not the real one
 * @param sharing whether sessions to the same host and port share a connection
 * @param chunkOctets body octets of one SEND; 512 to 1 GiB
 * @param windowOctets octets that may be unacknowledged on a session at once
 * @param windowChunks chunks that may be unacknowledged on a session at once
 */
public record PeerPolicy(
        OfferSetup offerSetup,
        AnswerSetup answerSetup,
        boolean discardPort,
        ConnectionSharing sharing,
        int chunkOctets,
        long windowOctets,
        int windowChunks) {

    public static final PeerPolicy DEFAULT = new PeerPolicy(
            OfferSetup.ACTPASS, AnswerSetup.PASSIVE, true, ConnectionSharing.SHARED, 65_536, 4_194_304, 4_096);

    public PeerPolicy {
        if (chunkOctets < 512 || chunkOctets > 1 << 30) {
            throw new IllegalArgumentException("chunkOctets must be 512 to 1073741824, not " + chunkOctets);
        }
        if (windowOctets < 1 || windowChunks < 1) {
            throw new IllegalArgumentException("a window needs room for at least one octet and one chunk");
        }
    }

    public PeerPolicy withOfferSetup(OfferSetup other) {
        return new PeerPolicy(other, answerSetup, discardPort, sharing, chunkOctets, windowOctets, windowChunks);
    }

    public PeerPolicy withAnswerSetup(AnswerSetup other) {
        return new PeerPolicy(offerSetup, other, discardPort, sharing, chunkOctets, windowOctets, windowChunks);
    }

    public PeerPolicy withSharing(ConnectionSharing other) {
        return new PeerPolicy(offerSetup, answerSetup, discardPort, other, chunkOctets, windowOctets, windowChunks);
    }

    public PeerPolicy withChunks(int octets) {
        return new PeerPolicy(offerSetup, answerSetup, discardPort, sharing, octets, windowOctets, windowChunks);
    }

    public PeerPolicy withWindow(long octets, int chunks) {
        return new PeerPolicy(offerSetup, answerSetup, discardPort, sharing, chunkOctets, octets, chunks);
    }

    /** The setup roles that an offer can show. */
    public enum OfferSetup {
        ACTPASS,
        ACTIVE,
        /** Against RFC 6135 §4.2.2, for peers that want it. */
        PASSIVE
    }

    /** The setup roles that an answer to actpass can show. */
    public enum AnswerSetup {
        PASSIVE,
        ACTIVE
    }

    /** Whether a connection carries more than one session (RFC 4975 §5.4). */
    public enum ConnectionSharing {
        SHARED,
        OWN
    }
}

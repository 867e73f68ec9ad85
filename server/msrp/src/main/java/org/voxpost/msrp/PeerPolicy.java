package org.voxpost.msrp;

/**
 * How we treat one peer. Matched by the caller; {@link #DEFAULT} follows the RFCs.
 *
 * @param offerSetup {@code a=setup} of our offers (RFC 6135 §4.2.2: actpass where we can be reached, active elsewhere)
 * @param answerSetup our choice when the peer offers actpass
 * @param discardPort whether an active description shows port 9 (RFC 6135 §4.2.2) and not the real one
 * @param chunkOctets body octets of one SEND; 512 to 1 GiB
 * @param windowOctets octets that may be unacknowledged on a session at once
 * @param windowChunks chunks that may be unacknowledged on a session at once
 * @param address where connections lead and start
 * @param pool how sessions share connections
 * @param security whether the stream is protected, and how
 * @param relay what relays stand in between
 * @param resume whether a file that broke off goes on where it broke, if the peer shows that it can (RFC 5547 §8.1); ADR 0019
 * @param messages how messages are exchanged
 */
public record PeerPolicy(
        OfferSetup offerSetup,
        AnswerSetup answerSetup,
        boolean discardPort,
        int chunkOctets,
        long windowOctets,
        int windowChunks,
        AddressPolicy address,
        PoolPolicy pool,
        MediaSecurity security,
        RelayPolicy relay,
        boolean resume,
        MessagePolicy messages) {

    public static final PeerPolicy DEFAULT = new PeerPolicy(
            OfferSetup.ACTPASS,
            AnswerSetup.PASSIVE,
            true,
            65_536,
            4_194_304,
            4_096,
            AddressPolicy.DEFAULT,
            PoolPolicy.DEFAULT,
            MediaSecurity.PLAIN,
            RelayPolicy.DEFAULT,
            true,
            MessagePolicy.DEFAULT);

    public PeerPolicy {
        if (chunkOctets < 512 || chunkOctets > 1 << 30) {
            throw new IllegalArgumentException("chunkOctets must be 512 to 1073741824, not " + chunkOctets);
        }
        if (windowOctets < 1 || windowChunks < 1) {
            throw new IllegalArgumentException("a window needs room for at least one octet and one chunk");
        }
    }

    /** As it counts where peers cannot connect to us: what it leaves open is active (RFC 6135 §4.2.2). */
    public PeerPolicy unreachable() {
        return withAnswerSetup(AnswerSetup.ACTIVE)
                .withOfferSetup(offerSetup == OfferSetup.ACTPASS ? OfferSetup.ACTIVE : offerSetup);
    }

    public PeerPolicy withOfferSetup(OfferSetup other) {
        return new PeerPolicy(
                other,
                answerSetup,
                discardPort,
                chunkOctets,
                windowOctets,
                windowChunks,
                address,
                pool,
                security,
                relay,
                resume,
                messages);
    }

    public PeerPolicy withAnswerSetup(AnswerSetup other) {
        return new PeerPolicy(
                offerSetup,
                other,
                discardPort,
                chunkOctets,
                windowOctets,
                windowChunks,
                address,
                pool,
                security,
                relay,
                resume,
                messages);
    }

    public PeerPolicy withDiscardPort(boolean other) {
        return new PeerPolicy(
                offerSetup,
                answerSetup,
                other,
                chunkOctets,
                windowOctets,
                windowChunks,
                address,
                pool,
                security,
                relay,
                resume,
                messages);
    }

    public PeerPolicy withChunks(int octets) {
        return new PeerPolicy(
                offerSetup,
                answerSetup,
                discardPort,
                octets,
                windowOctets,
                windowChunks,
                address,
                pool,
                security,
                relay,
                resume,
                messages);
    }

    public PeerPolicy withWindow(long octets, int chunks) {
        return new PeerPolicy(
                offerSetup,
                answerSetup,
                discardPort,
                chunkOctets,
                octets,
                chunks,
                address,
                pool,
                security,
                relay,
                resume,
                messages);
    }

    public PeerPolicy withAddress(AddressPolicy other) {
        return new PeerPolicy(
                offerSetup,
                answerSetup,
                discardPort,
                chunkOctets,
                windowOctets,
                windowChunks,
                other,
                pool,
                security,
                relay,
                resume,
                messages);
    }

    public PeerPolicy withPool(PoolPolicy other) {
        return new PeerPolicy(
                offerSetup,
                answerSetup,
                discardPort,
                chunkOctets,
                windowOctets,
                windowChunks,
                address,
                other,
                security,
                relay,
                resume,
                messages);
    }

    public PeerPolicy withSecurity(MediaSecurity other) {
        return new PeerPolicy(
                offerSetup,
                answerSetup,
                discardPort,
                chunkOctets,
                windowOctets,
                windowChunks,
                address,
                pool,
                other,
                relay,
                resume,
                messages);
    }

    public PeerPolicy withRelay(RelayPolicy other) {
        return new PeerPolicy(
                offerSetup,
                answerSetup,
                discardPort,
                chunkOctets,
                windowOctets,
                windowChunks,
                address,
                pool,
                security,
                other,
                resume,
                messages);
    }

    /** With our account at a relay. */
    public PeerPolicy withRelay(RelayAccount account) {
        return withRelay(relay.withAccount(account));
    }

    public PeerPolicy withResume(boolean other) {
        return new PeerPolicy(
                offerSetup,
                answerSetup,
                discardPort,
                chunkOctets,
                windowOctets,
                windowChunks,
                address,
                pool,
                security,
                relay,
                other,
                messages);
    }

    public PeerPolicy withMessages(MessagePolicy other) {
        return new PeerPolicy(
                offerSetup,
                answerSetup,
                discardPort,
                chunkOctets,
                windowOctets,
                windowChunks,
                address,
                pool,
                security,
                relay,
                resume,
                other);
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
}

package org.voxpost.msrp;

/**
 * How the stream of one peer is protected. Plain text is never fallen back to: an offer and its answer are both of TLS, or
 * both not.
 *
 * @param transport what we offer, and what we take
 * @param context the {@link TlsContext} whose certificate this peer sees
 * @param requireFingerprint whether a description of TLS without {@code a=fingerprint} is refused (RFC 8122 §5), and every one with a
 *     relay between, of ours or of the peer, for TLS ends there and the peer's certificate is not seen (RFC 6135 §4.3); otherwise the
 *     certificate of such a peer, or that of the relay, has to come from a trusted authority
 * @param acceptSha1 whether a fingerprint of SHA-1 counts, for peers that have no other; stronger ones go before
 */
public record MediaSecurity(Transport transport, String context, boolean requireFingerprint, boolean acceptSha1) {

    public static final MediaSecurity PLAIN = new MediaSecurity(Transport.PLAIN, TlsContext.DEFAULT_NAME, false, false);

    public static final MediaSecurity TLS = PLAIN.withTransport(Transport.TLS);

    public MediaSecurity withTransport(Transport other) {
        return new MediaSecurity(other, context, requireFingerprint, acceptSha1);
    }

    public MediaSecurity withContext(String name) {
        return new MediaSecurity(transport, name, requireFingerprint, acceptSha1);
    }

    public MediaSecurity withRequireFingerprint(boolean required) {
        return new MediaSecurity(transport, context, required, acceptSha1);
    }

    public MediaSecurity withAcceptSha1(boolean accepted) {
        return new MediaSecurity(transport, context, requireFingerprint, accepted);
    }

    /** What is offered and taken. */
    public enum Transport {
        /** TCP/MSRP only. */
        PLAIN,
        /** TCP/TLS/MSRP only. */
        TLS,
        /** Offers TCP/MSRP, takes both. */
        EITHER
    }
}

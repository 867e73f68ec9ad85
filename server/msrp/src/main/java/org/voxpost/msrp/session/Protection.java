package org.voxpost.msrp.session;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.MediaSecurity;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.NegotiationRefused.Reason;
import org.voxpost.msrp.wire.MsrpUri;
import org.voxpost.msrp.wire.UriPath;
import org.voxpost.sdp.Fingerprint;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.SdpException;

/**
 * What a description says of TLS (RFC 4975 §8.1, RFC 8122). Protocol, path and fingerprint have to agree: a description that
 * is half of TLS is refused, since taking it as plain text would let whoever changed the other half read along.
 */
final class Protection {

    /** From the most preferred on; MD5 and MD2 never count (RFC 8122 §5). */
    private static final List<String> HASHES = List.of("sha-256", "sha-512", "sha-384");

    private static final String SHA_1 = "sha-1";

    private Protection() {}

    /** Refuses an answer that is not of what was offered: least of all is TLS given up. */
    static void requireSame(MediaDescription offer, MediaDescription answer) throws NegotiationRefused {
        if (answer.isMessage() && !answer.declined() && answer.isSecureMessage() != offer.isSecureMessage()) {
            throw new NegotiationRefused(
                    Reason.TRANSPORT,
                    offer.isSecureMessage()
                            ? "TLS was offered and the answer is without"
                            : "TLS was not offered and the answer is with it");
        }
    }

    /** Refuses an offer whose transport the policy does not take. */
    static void requireTaken(MediaDescription offer, MediaSecurity security) throws NegotiationRefused {
        if (!offer.isMessage() || offer.declined()) {
            return;
        }
        switch (security.transport()) {
            case PLAIN -> {
                if (offer.isSecureMessage()) {
                    throw new NegotiationRefused(Reason.TRANSPORT, "TLS is not taken from this peer");
                }
            }
            case TLS -> {
                if (!offer.isSecureMessage()) {
                    throw new NegotiationRefused(Reason.TRANSPORT, "this peer has to use TLS");
                }
            }
            case EITHER -> {}
        }
    }

    /** Refuses a path behind relays of which a hop is plain, where the policy wants TLS. */
    static void requireAllTheWay(UriPath path, MediaSecurity security) throws NegotiationRefused {
        if (security.transport() == MediaSecurity.Transport.TLS
                && !path.uris().stream().allMatch(MsrpUri::secure)) {
            throw new NegotiationRefused(Reason.TRANSPORT, "this peer has to use TLS, and a hop of its path is plain");
        }
    }

    /**
     * Refuses a peer whose fingerprint is required and is not to be seen: TLS ends at a relay, which shows a certificate of its own
     * (RFC 4976 §9.2, RFC 6135 §4.3).
     */
    static void refuseBehindRelay(MediaDescription theirs, MediaSecurity security) throws NegotiationRefused {
        if (security.requireFingerprint() && theirs.isSecureMessage()) {
            throw new NegotiationRefused(
                    Reason.FINGERPRINT, "a fingerprint is required, and a relay is between, where none can be checked");
        }
    }

    /**
     * Whom the peer of a description has to be; null without TLS. Where a relay of the peer comes first, that is the relay, for which
     * an authority has to vouch: fingerprints of the peer tell nothing of it (RFC 4976 §9.2, RFC 6135 §4.3).
     */
    static @Nullable PeerIdentity of(MediaDescription theirs, UriPath path, MediaSecurity security)
            throws NegotiationRefused {
        boolean secure = theirs.isSecureMessage();
        if (path.first().secure() != secure) {
            throw new NegotiationRefused(
                    Reason.TRANSPORT,
                    secure
                            ? "the protocol is of TLS and the path is not"
                            : "the path is of TLS and the protocol is not");
        }
        if (!secure) {
            if (theirs.has("fingerprint")) {
                throw new NegotiationRefused(
                        Reason.TRANSPORT, "the stream has a fingerprint and neither protocol nor path of TLS");
            }
            return null;
        }
        if (path.uris().size() > 1) {
            refuseBehindRelay(theirs, security);
            return new PeerIdentity.Host(path.first().host());
        }
        List<Fingerprint> all = fingerprints(theirs);
        if (all.isEmpty()) {
            if (security.requireFingerprint()) {
                throw new NegotiationRefused(Reason.FINGERPRINT, "the description has no a=fingerprint");
            }
            return new PeerIdentity.Host(path.first().host());
        }
        return new PeerIdentity.Holder(preferred(all, security.acceptSha1()));
    }

    private static List<Fingerprint> fingerprints(MediaDescription theirs) throws NegotiationRefused {
        try {
            return Fingerprint.in(theirs);
        } catch (SdpException e) {
            throw new NegotiationRefused(Reason.FINGERPRINT, "a=fingerprint cannot be read: " + e.getMessage());
        }
    }

    /** All of the most preferred hash function that is there: one of them has to match (RFC 8122 §5.1). */
    private static Set<Fingerprint> preferred(List<Fingerprint> all, boolean sha1) throws NegotiationRefused {
        for (String hash : HASHES) {
            Set<Fingerprint> those = of(hash, all);
            if (!those.isEmpty()) {
                return those;
            }
        }
        Set<Fingerprint> weak = of(SHA_1, all);
        if (sha1 && !weak.isEmpty()) {
            return weak;
        }
        throw new NegotiationRefused(
                Reason.FINGERPRINT,
                weak.isEmpty()
                        ? "no a=fingerprint has a hash function that counts"
                        : "the only a=fingerprint is of SHA-1, which the policy does not accept");
    }

    private static Set<Fingerprint> of(String hash, List<Fingerprint> all) {
        Set<Fingerprint> those = new LinkedHashSet<>();
        for (Fingerprint fingerprint : all) {
            if (fingerprint.hash().algorithm().equals(hash)) {
                those.add(fingerprint);
            }
        }
        return those;
    }
}

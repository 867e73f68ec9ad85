package org.voxpost.msrp;

import java.util.Optional;

/**
 * How relays (RFC 4976) stand between us and a peer.
 *
 * @param account ours; sessions then go through it and are made with {@link MsrpEndpoint#offerAsync} and {@link
 *     MsrpEndpoint#answerAsync}
 * @param chunkOctets body octets of one SEND at most where any relay stands in between, which may have to hold it whole; 512 to
 *     1 GiB
 * @param windowOctets octets that may be on their way through relays, sent and not reported by the peer; 4 KiB to 1 GiB. A peer that
 *     shows no sign of reporting parts is given more and more
 */
public record RelayPolicy(Optional<RelayAccount> account, int chunkOctets, long windowOctets) {

    /** No relay of ours. */
    public static final RelayPolicy DEFAULT = new RelayPolicy(Optional.empty(), 8_192, 49_152);

    public RelayPolicy {
        if (chunkOctets < 512 || chunkOctets > 1 << 30) {
            throw new IllegalArgumentException("chunkOctets must be 512 to 1073741824, not " + chunkOctets);
        }
        if (windowOctets < 4_096 || windowOctets > 1 << 30) {
            throw new IllegalArgumentException("windowOctets must be 4096 to 1073741824, not " + windowOctets);
        }
    }

    public RelayPolicy withAccount(RelayAccount ours) {
        return new RelayPolicy(Optional.of(ours), chunkOctets, windowOctets);
    }

    public RelayPolicy withChunks(int octets) {
        return new RelayPolicy(account, octets, windowOctets);
    }

    public RelayPolicy withWindow(long octets) {
        return new RelayPolicy(account, chunkOctets, octets);
    }
}

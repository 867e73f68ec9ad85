package org.voxpost.msrp;

import java.util.Optional;

/**
 * How relays (RFC 4976) stand between us and a peer.
 *
 * @param account ours; sessions then go through it and are made with {@link MsrpEndpoint#offerAsync} and {@link
 *     MsrpEndpoint#answerAsync}
 * @param chunkOctets body octets of one SEND at most where any relay stands in between, which may have to hold it whole; 512 to
 *     1 GiB
 */
public record RelayPolicy(Optional<RelayAccount> account, int chunkOctets) {

    /** No relay of ours. */
    public static final RelayPolicy DEFAULT = new RelayPolicy(Optional.empty(), 8_192);

    public RelayPolicy {
        if (chunkOctets < 512 || chunkOctets > 1 << 30) {
            throw new IllegalArgumentException("chunkOctets must be 512 to 1073741824, not " + chunkOctets);
        }
    }

    public RelayPolicy withAccount(RelayAccount ours) {
        return new RelayPolicy(Optional.of(ours), chunkOctets);
    }

    public RelayPolicy withChunks(int octets) {
        return new RelayPolicy(account, octets);
    }
}

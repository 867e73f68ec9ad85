package org.voxpost.msrp;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * MSRP over TLS (RFC 4975 §14).
 *
 * @param contexts our identities; without any there is no TLS
 * @param handshake how long a handshake may take, from the TCP connection to its end
 * @param handshakes handshakes of peers that connect to us that may be under way at once; further ones are closed
 * @param chainOctets octets that the certificates of a peer may have together
 * @param reload how often certificate files are looked at for a change
 */
public record TlsSettings(
        List<TlsContext> contexts, Duration handshake, int handshakes, int chainOctets, Duration reload) {

    /** No TLS, and the limits that it would have. */
    public static final TlsSettings NONE =
            new TlsSettings(List.of(), Duration.ofSeconds(5), 256, 32_768, Duration.ofSeconds(10));

    public TlsSettings {
        contexts = List.copyOf(contexts);
        Set<String> names = new HashSet<>();
        for (TlsContext context : contexts) {
            if (!names.add(context.name())) {
                throw new IllegalArgumentException("two TLS contexts have the name " + context.name());
            }
        }
        if (!handshake.isPositive() || !reload.isPositive() || handshakes < 1 || chainOctets < 1_024) {
            throw new IllegalArgumentException("a limit of TLS is too small for any handshake");
        }
    }

    /** These identities within the limits of {@link #NONE}. */
    public static TlsSettings of(TlsContext... contexts) {
        return new TlsSettings(List.of(contexts), NONE.handshake, NONE.handshakes, NONE.chainOctets, NONE.reload);
    }

    public TlsSettings withHandshakes(Duration deadline, int atOnce) {
        return new TlsSettings(contexts, deadline, atOnce, chainOctets, reload);
    }

    public TlsSettings withChainOctets(int octets) {
        return new TlsSettings(contexts, handshake, handshakes, octets, reload);
    }

    public TlsSettings withReload(Duration interval) {
        return new TlsSettings(contexts, handshake, handshakes, chainOctets, interval);
    }
}

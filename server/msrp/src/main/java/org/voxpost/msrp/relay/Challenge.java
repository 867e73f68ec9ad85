package org.voxpost.msrp.relay;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A digest challenge that we can answer (RFC 7616 §3.3).
 *
 * @param opaque null when the relay sends none
 * @param algorithm as written; null when the relay names none, which means MD5
 * @param qop whether {@code qop=auth} is used; relays must offer it (RFC 4976 §9.1), old ones do not
 * @param stale whether only the nonce of the credentials before was wrong
 */
record Challenge(
        String realm,
        String nonce,
        @Nullable String opaque,
        @Nullable String algorithm,
        boolean qop,
        boolean stale) {

    private static final String SCHEME = "digest ";

    /** Null for another scheme, an algorithm that we have not, {@code auth-int} alone, and what is no challenge at all. */
    static @Nullable Challenge parse(String value) {
        String text = value.strip();
        if (!text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        Map<String, String> parameters = Parameters.parse(text.substring(SCHEME.length()));
        String realm = parameters.get("realm");
        String nonce = parameters.get("nonce");
        String algorithm = parameters.get("algorithm");
        String qop = parameters.get("qop");
        if (realm == null || nonce == null || !DigestHash.knows(algorithm) || !(qop == null || offersAuth(qop))) {
            return null;
        }
        boolean stale = "true".equalsIgnoreCase(parameters.get("stale"));
        return new Challenge(realm, nonce, parameters.get("opaque"), algorithm, qop != null, stale);
    }

    /** More is better. */
    int strength() {
        return DigestHash.strength(algorithm);
    }

    private static boolean offersAuth(String qop) {
        return Arrays.stream(qop.split(",", -1))
                .anyMatch(one -> one.strip().toLowerCase(Locale.ROOT).equals("auth"));
    }

    Challenge withNonce(String next) {
        return new Challenge(realm, next, opaque, algorithm, qop, false);
    }
}

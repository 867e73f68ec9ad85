package org.voxpost.msrp.relay;

import java.util.Locale;
import org.voxpost.msrp.RelayAccount;

/** The value of Authorization that answers a challenge (RFC 7616 §3.4, RFC 4976 §9.1). */
final class Credentials {

    private static final String METHOD = "AUTH";

    private Credentials() {}

    /**
     * @param count how many answers this nonce has had, this one included
     * @param uri the rightmost of To-Path
     * @param nameUri whether the value names that URI
     */
    static String answer(
            RelayAccount account, Challenge challenge, int count, String cnonce, String uri, boolean nameUri) {
        String nc = String.format(Locale.ROOT, "%08x", count);
        String response = response(account, challenge, METHOD, nc, cnonce, uri);
        StringBuilder value = new StringBuilder("Digest username=").append(quoted(account.user()));
        value.append(", realm=").append(quoted(challenge.realm()));
        value.append(", nonce=").append(quoted(challenge.nonce()));
        if (nameUri) {
            value.append(", uri=").append(quoted(uri));
        }
        if (challenge.qop()) {
            value.append(", qop=auth, nc=").append(nc);
            value.append(", cnonce=").append(quoted(cnonce));
        }
        value.append(", response=").append(quoted(response));
        if (challenge.opaque() != null) {
            value.append(", opaque=").append(quoted(challenge.opaque()));
        }
        if (challenge.algorithm() != null) {
            value.append(", algorithm=").append(challenge.algorithm());
        }
        return value.toString();
    }

    /** The request-digest of RFC 7616 §3.4.1. */
    static String response(
            RelayAccount account, Challenge challenge, String method, String nc, String cnonce, String uri) {
        DigestHash hash = DigestHash.of(challenge.algorithm());
        String secret = hash.hex(account.user(), challenge.realm(), account.password());
        String what = hash.hex(method, uri);
        return challenge.qop()
                ? hash.hex(secret, challenge.nonce(), nc, cnonce, "auth", what)
                : hash.hex(secret, challenge.nonce(), what);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

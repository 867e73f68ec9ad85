package org.voxpost.msrp.relay;

import java.util.Locale;
import org.voxpost.msrp.RelayAccount;

/**
 * What answers one challenge (RFC 7616 §3.4, RFC 4976 §9.1), and what the relay's own proof is checked by.
 *
 * @param count how many answers this nonce has had, this one included
 * @param uri the rightmost of To-Path
 * @param named whether the value of the header names that URI
 */
record Credentials(RelayAccount account, Challenge challenge, int count, String cnonce, String uri, boolean named) {

    private static final String METHOD = "AUTH";

    /** A relay's proof is over no method, so that nobody can send our own back to us (RFC 7616 §3.5). */
    private static final String NO_METHOD = "";

    /** The value of Authorization. */
    String header() {
        StringBuilder value = new StringBuilder("Digest username=").append(quoted(account.user()));
        value.append(", realm=").append(quoted(challenge.realm()));
        value.append(", nonce=").append(quoted(challenge.nonce()));
        if (named) {
            value.append(", uri=").append(quoted(uri));
        }
        if (challenge.qop()) {
            value.append(", qop=auth, nc=").append(nc());
            value.append(", cnonce=").append(quoted(cnonce));
        }
        value.append(", response=").append(quoted(response(METHOD, uri)));
        if (challenge.opaque() != null) {
            value.append(", opaque=").append(quoted(challenge.opaque()));
        }
        if (challenge.algorithm() != null) {
            value.append(", algorithm=").append(challenge.algorithm());
        }
        return value.toString();
    }

    /**
     * Whether {@code rspauth} is of somebody who knows the password as well (RFC 7616 §3.5). Where we name no URI, the relay may have
     * none to compute over.
     */
    boolean confirmedBy(String rspauth) {
        return rspauth.equalsIgnoreCase(response(NO_METHOD, uri))
                || (!named && rspauth.equalsIgnoreCase(response(NO_METHOD, "")));
    }

    /** The request-digest of RFC 7616 §3.4.1, in hexadecimal. */
    String response(String method, String of) {
        DigestHash hash = DigestHash.of(challenge.algorithm());
        String secret = hash.hex(account.user(), challenge.realm(), account.password());
        String what = hash.hex(method, of);
        return challenge.qop()
                ? hash.hex(secret, challenge.nonce(), nc(), cnonce, "auth", what)
                : hash.hex(secret, challenge.nonce(), what);
    }

    private String nc() {
        return String.format(Locale.ROOT, "%08x", count);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

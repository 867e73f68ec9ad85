package org.voxpost.media;

import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;
import org.jspecify.annotations.Nullable;

/** The SHA-256 that a server gives for a whole body (RFC 9530 §2, §3; S3 for objects that were not put in parts). */
final class PromisedDigest {

    static final String CONTENT_DIGEST = "Content-Digest";
    static final String S3_CHECKSUM = "x-amz-checksum-sha256";
    private static final List<String> FIELDS = List.of("Repr-Digest", CONTENT_DIGEST);
    private static final Pattern SHA_256 = Pattern.compile("(?:^|[,\\s])sha-256\\s*=\\s*:([A-Za-z0-9+/]{43}=):");
    private static final Pattern PLAIN = Pattern.compile("([A-Za-z0-9+/]{43}=)");

    private PromisedDigest() {}

    /** Null where the server gives none that we can check. */
    static @Nullable ContentHash of(HttpMessage response) {
        for (String field : FIELDS) {
            for (Header header : response.getHeaders(field)) {
                Matcher found = SHA_256.matcher(String.valueOf(header.getValue()));
                if (found.find()) {
                    return hash(found);
                }
            }
        }
        Header plain = response.getFirstHeader(S3_CHECKSUM);
        Matcher whole = PLAIN.matcher(plain == null ? "" : String.valueOf(plain.getValue()));
        return whole.matches() ? hash(whole) : null;
    }

    private static ContentHash hash(Matcher base64) {
        return ContentHash.of(HashAlgorithm.SHA_256, Base64.getDecoder().decode(base64.group(1)));
    }

    /** The value of {@link #CONTENT_DIGEST} for a body of ours. */
    static String field(ContentHash sha256) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(sha256.digest()) + ":";
    }
}

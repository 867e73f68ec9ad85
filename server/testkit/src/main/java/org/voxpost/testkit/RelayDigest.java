package org.voxpost.testkit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks digest credentials the way the far end does, by itself (RFC 7616 §3.4). */
final class RelayDigest {
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=(\"([^\"]*)\"|[^,\\s]+)");

    private final Map<String, String> parameters = new HashMap<>();

    RelayDigest(String header) {
        Matcher matcher = PARAMETER.matcher(header);
        while (matcher.find()) {
            parameters.put(matcher.group(1), matcher.group(3) == null ? matcher.group(2) : matcher.group(3));
        }
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** Whether the response is that of this user and password for this URI. */
    boolean matches(String algorithm, String user, String password, String uri) {
        return parameter("username").equals(user)
                && parameter("response").equals(proof(algorithm, user, password, "AUTH:" + uri));
    }

    /** What shows who sent the credentials that the relay knows this password too (RFC 7616 §3.5). */
    String rspauth(String algorithm, String user, String password, String uri) {
        return proof(algorithm, user, password, ":" + uri);
    }

    private String proof(String algorithm, String user, String password, String of) {
        String secret = hash(algorithm, user + ":" + parameter("realm") + ":" + password);
        return hash(
                algorithm,
                secret + ":" + parameter("nonce") + ":" + parameter("nc") + ":" + parameter("cnonce") + ":auth:"
                        + hash(algorithm, of));
    }

    private static String hash(String algorithm, String text) {
        try {
            byte[] octets = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

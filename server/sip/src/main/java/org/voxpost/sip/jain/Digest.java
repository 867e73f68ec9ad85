package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sip.header.WWWAuthenticateHeader;
import org.voxpost.sip.Credentials;

/** Answers digest challenges (RFC 3261 §22, RFC 7616, RFC 8760). */
final class Digest {
    private static final Map<String, String> ALGORITHMS =
            Map.of("MD5", "MD5", "SHA-256", "SHA-256", "SHA-512-256", "SHA-512/256");

    private final List<Credentials> credentials;
    private final Ids ids;

    Digest(List<Credentials> credentials, Ids ids) {
        this.credentials = credentials;
        this.ids = ids;
    }

    /** Header names and values that answer the challenges of a 401 or 407; empty when none can be answered. */
    Map<String, String> answer(SIPRequest request, SIPResponse response) {
        Map<String, String> answers = new LinkedHashMap<>();
        answer(request, response, "WWW-Authenticate", "Authorization", answers);
        answer(request, response, "Proxy-Authenticate", "Proxy-Authorization", answers);
        return answers;
    }

    /** The first challenge that we can answer: servers put what they like best on top (RFC 8760 §2.3). */
    private void answer(
            SIPRequest request, SIPResponse response, String asking, String answering, Map<String, String> answers) {
        Iterator<?> challenges = response.getHeaders(asking);
        while (challenges.hasNext() && !answers.containsKey(answering)) {
            if (challenges.next() instanceof WWWAuthenticateHeader challenge) {
                answer(request, challenge).ifPresent(value -> answers.put(answering, value));
            }
        }
    }

    private Optional<String> answer(SIPRequest request, WWWAuthenticateHeader challenge) {
        String algorithm = Optional.ofNullable(challenge.getAlgorithm()).orElse("MD5");
        boolean session = algorithm.toUpperCase(Locale.ROOT).endsWith("-SESS");
        String plain = (session ? algorithm.substring(0, algorithm.length() - 5) : algorithm).toUpperCase(Locale.ROOT);
        String name = ALGORITHMS.get(plain);
        String realm = challenge.getRealm();
        String nonce = challenge.getNonce();
        Set<String> qops = qops(challenge.getQop());
        Optional<Credentials> found = Optional.ofNullable(realm).flatMap(this::credentials);
        if (!"Digest".equalsIgnoreCase(challenge.getScheme())
                || name == null
                || nonce == null
                || found.isEmpty()
                || (!qops.isEmpty() && !qops.contains("auth"))) {
            return Optional.empty();
        }
        Credentials who = found.get();
        String uri = request.getRequestLine().getUri().encode();
        String cnonce = ids.tag();
        String count = "00000001";
        String secret = hash(name, who.user() + ':' + realm + ':' + who.password());
        if (session) {
            secret = hash(name, secret + ':' + nonce + ':' + cnonce);
        }
        String what = hash(name, request.getMethod() + ':' + uri);
        String middle = qops.isEmpty() ? nonce : nonce + ':' + count + ':' + cnonce + ":auth";
        StringBuilder value = new StringBuilder("Digest username=\"")
                .append(quoted(who.user()))
                .append("\", realm=\"")
                .append(quoted(realm))
                .append("\", nonce=\"")
                .append(quoted(nonce))
                .append("\", uri=\"")
                .append(uri)
                .append("\", response=\"")
                .append(hash(name, secret + ':' + middle + ':' + what))
                .append('"');
        if (challenge.getAlgorithm() != null) {
            value.append(", algorithm=").append(algorithm);
        }
        if (!qops.isEmpty()) {
            value.append(", cnonce=\"")
                    .append(cnonce)
                    .append("\", qop=auth, nc=")
                    .append(count);
        }
        if (challenge.getOpaque() != null) {
            value.append(", opaque=\"").append(quoted(challenge.getOpaque())).append('"');
        }
        return Optional.of(value.toString());
    }

    private Optional<Credentials> credentials(String realm) {
        return credentials.stream()
                .filter(one -> one.realm().equals(realm))
                .findFirst()
                .or(() -> credentials.stream()
                        .filter(one -> one.realm().equals("*"))
                        .findFirst());
    }

    private static Set<String> qops(String qop) {
        if (qop == null || qop.isBlank()) {
            return Set.of();
        }
        return Set.copyOf(Arrays.stream(qop.split(",", -1))
                .map(one -> one.strip().toLowerCase(Locale.ROOT))
                .toList());
    }

    private static String quoted(String text) {
        return Messages.clean(text).replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String hash(String algorithm, String text) {
        try {
            byte[] hash = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

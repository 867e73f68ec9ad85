package org.voxpost.app.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature of a webhook (Standard Webhooks 1.0): HMAC-SHA-256 over id, time and body, so that a repeat by others shows. */
public final class Signature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";

    private Signature() {}

    /**
     * @param secret the octets behind {@code whsec_} in Base64, or any other text as it is
     * @return the value of {@code webhook-signature}
     */
    static String of(String secret, String id, Instant at, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key(secret), ALGORITHM));
            mac.update((id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /**
     * @throws IllegalArgumentException for one that signs nothing
     */
    public static void checkSecret(String secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("the webhook has no secret");
        }
        boolean nothing;
        try {
            nothing = key(secret).length == 0;
        } catch (IllegalArgumentException e) {
            nothing = true;
        }
        if (nothing) {
            throw new IllegalArgumentException("what stands behind " + PREFIX + " in the secret is no Base64");
        }
    }

    private static byte[] key(String secret) {
        return secret.startsWith(PREFIX)
                ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
    }
}

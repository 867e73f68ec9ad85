package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Optional;

/** Retry-After (RFC 3261 §20.33). */
final class Retries {
    private Retries() {}

    static Optional<Duration> after(SIPResponse response) {
        return Messages.first(response, "Retry-After").flatMap(Retries::seconds);
    }

    private static Optional<Duration> seconds(String value) {
        int end = 0;
        while (end < value.length() && Character.digit(value.charAt(end), 10) >= 0) {
            end++;
        }
        return end == 0 || end > 9
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(Long.parseLong(value.substring(0, end))));
    }
}

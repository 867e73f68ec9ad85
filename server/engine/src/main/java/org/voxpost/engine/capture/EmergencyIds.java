package org.voxpost.engine.capture;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voxpost.sip.SipHeaders;

/**
 * What identifies an emergency call and its incident in the whole network (NENA-STA-010.3 §3.1.8): values of Call-Info with the
 * purposes {@code emergency-CallId} and {@code emergency-IncidentId}.
 *
 * @param callId never empty
 * @param incidentId empty without one
 * @param made whether the call came without an identifier, so that this one is ours
 */
record EmergencyIds(String callId, String incidentId, boolean made) {

    /** A value of Call-Info (RFC 3261 §20.9); several stand behind each other with commas between them. */
    private static final Pattern INFO = Pattern.compile("<([^<>\\s\"]{1,512})>((?:\\s*;[^,;<>\"]*(?:\"[^\"]*\")?)*)");

    private static final Pattern PURPOSE =
            Pattern.compile(";\\s*purpose\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @param host of the identifier, where it has to be made */
    static EmergencyIds of(SipHeaders headers, String host) {
        List<String> infos = headers.all("Call-Info");
        Optional<String> call = withPurpose(infos, "emergency-callid", "urn:emergency:uid:callid:")
                .or(() -> withPurpose(infos, "nena-callid", "urn:nena:"));
        String incident = withPurpose(infos, "emergency-incidentid", "urn:emergency:uid:incidentid:")
                .or(() -> withPurpose(infos, "nena-incidentid", "urn:nena:"))
                .orElse("");
        return new EmergencyIds(call.orElseGet(() -> made(host)), incident, call.isEmpty());
    }

    /** Those that somebody else knows; an empty call identifier is made here. */
    static EmergencyIds given(String callId, String incidentId, String host) {
        return new EmergencyIds(callId.isEmpty() ? made(host) : callId, incidentId, callId.isEmpty());
    }

    private static Optional<String> withPurpose(List<String> infos, String purpose, String beginning) {
        for (String info : infos) {
            Matcher one = INFO.matcher(info);
            while (one.find()) {
                Matcher named = PURPOSE.matcher(one.group(2));
                if (named.find()
                        && named.group(1).toLowerCase(Locale.ROOT).equals(purpose)
                        && one.group(1).regionMatches(true, 0, beginning, 0, beginning.length())) {
                    return Optional.of(one.group(1));
                }
            }
        }
        return Optional.empty();
    }

    private static String made(String host) {
        StringBuilder id = new StringBuilder("urn:emergency:uid:callid:");
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.append(':').append(host).toString();
    }
}

package org.voxpost.engine.capture;

import java.util.Locale;
import java.util.Set;

/** What a Request-URI asks for. */
enum Destination {
    /** Help (RFC 5031 §4.2): a service URN, or a user part that means the same here. */
    EMERGENCY,
    /** A test whether help could be had (RFC 6881 §17). */
    TEST,
    /** Nothing that is captured. */
    OTHER;

    private static final String TEST_URN = "urn:service:test.sos";
    private static final String SERVICE_URN = "urn:service:sos";

    /** @param users user parts that mean help */
    static Destination of(String requestUri, Set<String> users) {
        String uri = requestUri.toLowerCase(Locale.ROOT);
        if (isAtOrBelow(uri, TEST_URN)) {
            return TEST;
        }
        return isAtOrBelow(uri, SERVICE_URN) || users.contains(user(requestUri)) ? EMERGENCY : OTHER;
    }

    /** Services are named from left to right: {@code urn:service:sos.fire} is one of {@code urn:service:sos}. */
    private static boolean isAtOrBelow(String uri, String urn) {
        return uri.startsWith(urn) && (uri.length() == urn.length() || ".;?".indexOf(uri.charAt(urn.length())) >= 0);
    }

    /** Of a SIP URI without its parameters, or the number of a tel URI. */
    private static String user(String uri) {
        int begin = uri.indexOf(':') + 1;
        int at = uri.indexOf('@', begin);
        String user = at >= 0 ? uri.substring(begin, at) : uri.startsWith("tel:") ? uri.substring(begin) : "";
        int parameters = user.indexOf(';');
        return parameters < 0 ? user : user.substring(0, parameters);
    }
}

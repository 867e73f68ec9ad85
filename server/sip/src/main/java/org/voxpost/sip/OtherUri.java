package org.voxpost.sip;

import java.util.List;

/**
 * A {@code urn:} URI, as the service of a call to 9-1-1 ({@code urn:service:sos}, RFC 5031), or a {@code tel:} URI (RFC 3966). Says who is
 * meant, not where that is.
 *
 * @param text the whole URI as it was written, at most 2048 characters
 */
public record OtherUri(String text) implements CallUri {
    private static final List<String> SCHEMES = List.of("urn:", "tel:");
    private static final int LONGEST = 2048;

    /**
     * @throws SipSyntaxException when it has another scheme or nothing behind it, is too long, or has in it what must not stand in a URI:
     *     controls, blanks, {@code <>"}, or what is not ASCII
     */
    public OtherUri {
        if (!isOne(text)) {
            throw new SipSyntaxException("a URI is neither urn: nor tel:");
        }
        if (text.length() > LONGEST) {
            throw new SipSyntaxException("a URI is longer than " + LONGEST + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '<' || c == '>' || c == '"') {
                throw new SipSyntaxException("a URI has a forbidden character at " + i);
            }
        }
    }

    static boolean isOne(String text) {
        return SCHEMES.stream()
                .anyMatch(scheme ->
                        text.length() > scheme.length() && text.regionMatches(true, 0, scheme, 0, scheme.length()));
    }

    @Override
    public String toString() {
        return text;
    }
}

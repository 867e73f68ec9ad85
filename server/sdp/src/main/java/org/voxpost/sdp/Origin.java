package org.voxpost.sdp;

import java.math.BigInteger;

/**
 * What the o-line says (RFC 8866 §5.2): who made this description, and which version of it this is.
 *
 * @param sessionId a number as written by its maker; compared as text
 * @param version grows by one with each changed description of a session (RFC 3264 §8)
 */
public record Origin(String username, String sessionId, BigInteger version, ConnectionAddress address) {
    public Origin {
        Text.word(username);
        Text.word(sessionId);
        if (version.signum() < 0) {
            throw new IllegalArgumentException("the version of a session is not negative");
        }
    }

    /** The first version of a session of ours. */
    public static Origin of(String username, long sessionId, ConnectionAddress address) {
        return new Origin(username, Long.toUnsignedString(sessionId), BigInteger.ONE, address);
    }

    /** For the next, changed offer or answer of the same session. */
    public Origin nextVersion() {
        return new Origin(username, sessionId, version.add(BigInteger.ONE), address);
    }

    /** True when both describe the same session, of whatever version. */
    public boolean sameSession(Origin other) {
        return username.equals(other.username) && sessionId.equals(other.sessionId) && address.equals(other.address);
    }

    @Override
    public String toString() {
        return "o=" + username + " " + sessionId + " " + version + " " + address.networkType() + " "
                + address.addressType() + " " + address.address();
    }
}

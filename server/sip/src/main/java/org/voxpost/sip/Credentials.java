package org.voxpost.sip;

/**
 * Answers digest challenges (RFC 3261 §22, RFC 8760).
 *
 * @param realm exactly as in the challenge, or {@code *} for every realm that has no credentials of its own
 */
public record Credentials(String realm, String user, String password) {

    @Override
    public String toString() {
        return "Credentials[realm=" + realm + ", user=" + user + "]";
    }
}

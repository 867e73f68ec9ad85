package org.voxpost.media;

/** How we show an HTTP server who we are. Secrets are never part of the text. */
public sealed interface HttpLogin {

    /** Not at all. */
    record Nobody() implements HttpLogin {}

    /**
     * RFC 7617, with the first request.
     *
     * @param overPlainHttp whether the password may go where anybody on the way can read it
     */
    record Basic(String user, String password, boolean overPlainHttp) implements HttpLogin {
        @Override
        public String toString() {
            return "Basic[" + user + "]";
        }
    }

    /** RFC 7616, in answer to a challenge. */
    record Digest(String user, String password) implements HttpLogin {
        @Override
        public String toString() {
            return "Digest[" + user + "]";
        }
    }

    /**
     * RFC 6750 §2.1.
     *
     * @param overPlainHttp whether the token may go where anybody on the way can read it
     */
    record Bearer(String token, boolean overPlainHttp) implements HttpLogin {
        @Override
        public String toString() {
            return "Bearer";
        }
    }
}

package org.voxpost.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Section {@code api}: the REST interface. Beyond loopback it wants tokens and TLS. */
public record ApiSection(
        boolean served,

        @Form(value = Form.HOST, words = Form.HOST_WORDS) String bind,

        @Bounds(min = "0", max = "65535") int port,
        Optional<Path> certificate,
        Optional<Path> key,
        List<TokenSection> tokens) {
    static final ApiSection DEFAULT =
            new ApiSection(true, "127.0.0.1", 8060, Optional.empty(), Optional.empty(), List.of());

    private static final String LOOPBACK = "127(\\.[0-9]{1,3}){3}|::1|localhost";

    public ApiSection {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("certificate and key belong together");
        }
        if (!bind.matches(LOOPBACK) && (tokens.isEmpty() || certificate.isEmpty())) {
            throw new IllegalArgumentException(
                    "bind is not an address of loopback: tokens and a certificate are needed then");
        }
        if (tokens.stream().map(TokenSection::name).distinct().count() != tokens.size()) {
            throw new IllegalArgumentException("two tokens have the same name");
        }
        if (tokens.stream()
                .anyMatch(token -> token.token().isEmpty() == token.tokenFile().isEmpty())) {
            throw new IllegalArgumentException("a token has either a token or a token-file");
        }
    }

    /**
     * Who may ask, and for what.
     *
     * @param name what the audit record calls whoever has it
     */
    public record TokenSection(
            @Form(value = Form.TOKEN, words = Form.TOKEN_WORDS)
            String name,

            @Form(
                    value = "[A-Za-z0-9._~+/=-]{16,512}",
                    words = "16 to 512 characters of a bearer token (RFC 6750 §2.1)")
            Optional<String> token,

            Optional<Path> tokenFile,
            Role role) {

        static TokenSection defaults() {
            return new TokenSection("", Optional.empty(), Optional.empty(), Role.READ);
        }

        /** Without the token. */
        @Override
        public String toString() {
            return name + " " + role;
        }
    }

    /** What whoever has a token may do. */
    public enum Role {
        /** See everything. */
        READ,
        /** And move things: answer, end, cancel, retry. */
        ACT
    }
}

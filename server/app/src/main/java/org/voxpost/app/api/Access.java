package org.voxpost.app.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who may speak to the interface.
 *
 * @param tokens empty where everybody on this machine may, and nobody else
 * @param tls where it is served by TLS
 */
public record Access(List<Token> tokens, Optional<Certificate> tls) {

    public Access {
        tokens = List.copyOf(tokens);
    }

    /** For programs of this machine alone. */
    public static Access local() {
        return new Access(List.of(), Optional.empty());
    }

    /**
     * A bearer token (RFC 6750) and whoever has it.
     *
     * @param secret never logged
     */
    public record Token(String secret, Client client) {

        /** Without the secret. */
        @Override
        public String toString() {
            return client.toString();
        }
    }

    /** Files in PEM. */
    public record Certificate(Path chain, Path key) {}
}

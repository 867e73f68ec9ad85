package org.voxpost.app.config;

import java.nio.file.Path;
import java.util.Optional;
import org.voxpost.media.AllowedTarget;
import org.voxpost.media.HttpWrite;

/** An entry of {@code media.http.sites}: what differs for some HTTP servers. */
public record SiteSection(
        @Form(value = "[^\\s\\p{Cntrl}]{1,300}", words = Form.TARGET_WORDS)
        String match,

        Login login,
        String user,
        Optional<String> secret,
        Optional<Path> secretFile,
        boolean overPlainHttp,
        HttpWrite write,
        boolean delete,
        Optional<Path> trust,
        Optional<Path> certificate,
        Optional<Path> key,

        @Form(
                value = "(" + Form.HOST + "|\\[[0-9A-Fa-f:.]+\\]):\\d{1,5}",
                words = "a host and port, such as proxy.example.com:3128")
        Optional<String> proxy,

        String proxyUser,
        Optional<Path> proxySecretFile) {

    /** How we show who we are. */
    public enum Login {
        /** Not at all. */
        NOBODY,
        /** User and password, RFC 7617. */
        BASIC,
        /** User and password, RFC 7616. */
        DIGEST,
        /** A token, RFC 6750. */
        BEARER
    }

    public SiteSection {
        AllowedTarget.parse(match);
        if (secret.isPresent() && secretFile.isPresent()) {
            throw new IllegalArgumentException("secret and secret-file are both set");
        }
        if (login != Login.NOBODY && secret.isEmpty() && secretFile.isEmpty()) {
            throw new IllegalArgumentException("login needs secret or secret-file");
        }
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("certificate and key go together");
        }
        if (proxy.isPresent() && Integer.parseInt(proxy.get().replaceFirst(".*:", "")) > 65_535) {
            throw new IllegalArgumentException("the port of proxy must be at most 65535");
        }
    }

    static SiteSection defaults() {
        return new SiteSection(
                "media.invalid",
                Login.NOBODY,
                "",
                Optional.empty(),
                Optional.empty(),
                false,
                HttpWrite.NOTHING,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty());
    }

    /** Without the secret: configurations are logged. */
    @Override
    public String toString() {
        return "SiteSection[match=" + match + ", login=" + login + ", user=" + user + "]";
    }
}

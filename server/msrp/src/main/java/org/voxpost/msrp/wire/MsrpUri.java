package org.voxpost.msrp.wire;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An MSRP URI, kept as it was written and compared as RFC 4975 §6.1 says: scheme, host and transport without case, port and
 * session id exactly, user part and parameters not at all.
 */
public final class MsrpUri {

    static final int MAX_LENGTH = 1_024;

    /** The port of a URI that names none. */
    public static final int NO_PORT = -1;

    private final String text;
    private final boolean secure;
    private final String host;
    private final int port;
    private final @Nullable String sessionId;
    private final String transport;

    MsrpUri(String text, boolean secure, String host, int port, @Nullable String sessionId, String transport) {
        this.text = text;
        this.secure = secure;
        this.host = host;
        this.port = port;
        this.sessionId = sessionId;
        this.transport = transport;
    }

    /** @throws IllegalArgumentException when the text is no MSRP URI; the message holds nothing of it */
    public static MsrpUri parse(String text) {
        return UriParser.parse(text);
    }

    /** A URI of our own, over plain TCP. */
    public static MsrpUri of(String host, int port, String sessionId) {
        return of(false, host, port, sessionId);
    }

    /** A URI of our own. It keeps the id that it is given, for there are many, and who made one keeps it too. */
    public static MsrpUri of(boolean secure, String host, int port, String sessionId) {
        String literal = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        MsrpUri uri = parse((secure ? "msrps://" : "msrp://") + literal + ":" + port + "/" + sessionId + ";tcp");
        return sessionId.equals(uri.sessionId)
                ? new MsrpUri(uri.text, uri.secure, uri.host, uri.port, sessionId, uri.transport)
                : uri;
    }

    /** True for {@code msrps}. */
    public boolean secure() {
        return secure;
    }

    /** In lower case; an IPv6 address without brackets. */
    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    public @Nullable String sessionId() {
        return sessionId;
    }

    /** In lower case. */
    public String transport() {
        return transport;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MsrpUri uri
                && secure == uri.secure
                && port == uri.port
                && host.equals(uri.host)
                && transport.equals(uri.transport)
                && Objects.equals(sessionId, uri.sessionId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(host, port, sessionId);
    }

    /** Byte for byte as it was written. */
    @Override
    public String toString() {
        return text;
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}

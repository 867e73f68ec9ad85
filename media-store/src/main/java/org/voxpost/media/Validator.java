package org.voxpost.media;

import java.time.Instant;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;
import org.jspecify.annotations.Nullable;

/** What tells one state of an HTTP resource from another (RFC 9110 §8.8). */
record Validator(@Nullable String etag, @Nullable String lastModified, boolean strongDate) {

    private static final int LONGEST = 250;
    private static final String ETAG = "etag ";
    private static final String MODIFIED = "modified ";

    static Validator of(HttpMessage response) {
        return new Validator(
                value(response, HttpHeaders.ETAG), value(response, HttpHeaders.LAST_MODIFIED), strongDate(response));
    }

    private static @Nullable String value(HttpMessage response, String name) {
        Header header = response.getFirstHeader(name);
        String value = header == null ? null : header.getValue();
        return value == null || value.isBlank() || value.length() > LONGEST ? null : value.strip();
    }

    /** A date tells versions apart only if the resource cannot have changed twice in its second (RFC 9110 §8.8.2.2). */
    private static boolean strongDate(HttpMessage response) {
        Instant modified = DateUtils.parseStandardDate(response, HttpHeaders.LAST_MODIFIED);
        Instant answered = DateUtils.parseStandardDate(response, HttpHeaders.DATE);
        return modified != null && answered != null && modified.isBefore(answered);
    }

    /** What If-Range may be built on (RFC 9110 §13.1.5); null for nothing. */
    @Nullable
    String ifRange() {
        if (etag != null) {
            return etag.startsWith("W/") ? null : etag;
        }
        return strongDate ? lastModified : null;
    }

    /** The same of a part: there the date was strong already. */
    @Nullable
    String ifRangeOfPart() {
        return etag != null ? etag : lastModified;
    }

    boolean present() {
        return etag != null || lastModified != null;
    }

    /** Asks for the body only if it is another one (RFC 9110 §13.1.2, §13.1.3). */
    void ifChanged(HttpMessage request) {
        if (etag != null) {
            request.setHeader(HttpHeaders.IF_NONE_MATCH, etag);
        } else if (lastModified != null) {
            request.setHeader(HttpHeaders.IF_MODIFIED_SINCE, lastModified);
        }
    }

    /** The form kept as {@link Fetched#version()}: a strong entity tag, else the date. */
    String version() {
        if (etag != null && !etag.startsWith("W/")) {
            return ETAG + etag;
        }
        return lastModified == null ? "unversioned" : MODIFIED + lastModified;
    }

    /** Whether a {@link #version()} tells any two contents apart. */
    static boolean strong(String version) {
        return version.startsWith(ETAG);
    }

    /** Lets the request through only if the resource still is that version (RFC 9110 §13.1.1, §13.1.4). */
    static void ifStill(HttpMessage request, String version) {
        if (version.startsWith(ETAG)) {
            request.setHeader(HttpHeaders.IF_MATCH, version.substring(ETAG.length()));
        } else if (version.startsWith(MODIFIED)) {
            request.setHeader(HttpHeaders.IF_UNMODIFIED_SINCE, version.substring(MODIFIED.length()));
        }
    }
}

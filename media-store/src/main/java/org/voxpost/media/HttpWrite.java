package org.voxpost.media;

/** How a destination on an HTTP server is written. */
public enum HttpWrite {
    /** Not at all. */
    NOTHING,
    /** PUT (RFC 9110 §9.3.4): the resource is created, replaced, or what was there is sent again with more behind it. */
    PUT,
    /** POST (RFC 9110 §9.3.3): the server makes of it what it likes; there is no append, and it cannot be asked not to overwrite. */
    POST
}

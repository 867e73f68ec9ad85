package org.voxpost.app.api;

/**
 * What is wrong with a request (RFC 9457).
 *
 * @param status of HTTP
 * @param title the reason phrase
 * @param detail one sentence for people
 */
public record Problem(int status, String title, String detail) {

    static final String MEDIA_TYPE = "application/problem+json";
}

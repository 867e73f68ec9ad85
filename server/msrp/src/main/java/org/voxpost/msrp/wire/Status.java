package org.voxpost.msrp.wire;

/**
 * A status code with its comment (RFC 4975 §9, §10).
 *
 * @param code 0 to 999
 * @param comment without control characters; empty when there is none
 */
public record Status(int code, String comment) {

    public static final Status OK = new Status(200, "OK");

    public boolean success() {
        return code >= 200 && code < 300;
    }
}

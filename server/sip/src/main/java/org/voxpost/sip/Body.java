package org.voxpost.sip;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The body of a SIP message and its media type. Immutable as long as nobody writes to the array. */
public final class Body {
    private static final String SDP = "application/sdp";

    private final String contentType;
    private final byte[] bytes;

    /**
     * The array is not copied: it belongs to the body from now on.
     *
     * @param contentType value of the Content-Type header, parameters included
     * @throws SipSyntaxException when the type has CR, LF or NUL in it or is no media type
     */
    public Body(String contentType, byte[] bytes) {
        this.contentType = SipHeaders.checkedValue("Content-Type", contentType);
        if (contentType.indexOf('/') < 1) {
            throw new SipSyntaxException("Content-Type has no type/subtype");
        }
        this.bytes = bytes;
    }

    /** A body of text in UTF-8. */
    public static Body text(String contentType, String text) {
        return new Body(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A session description. */
    public static Body sdp(String sdp) {
        return text(SDP, sdp);
    }

    /** The Content-Type as it was written, parameters included. */
    public String contentType() {
        return contentType;
    }

    /** Type and subtype in lower case, without parameters. */
    public String mediaType() {
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT);
    }

    public boolean isSdp() {
        return mediaType().equals(SDP);
    }

    /**
     * Every part of a multipart (RFC 2046 §5.1), however it is nested, that is none itself; or this body as the only part. Octets of the parts
     * are as they came. At most 64 parts, 8 multiparts within each other, 16 KiB of headers of a part; of what is malformed or more than that
     * the rest is given, and what is wrong is told.
     */
    public BodyParts parts() {
        return MultipartBody.parts(this);
    }

    /**
     * The session description in it: this body, the root of multipart/related (RFC 2387 §3.2, RFC 5547 §8.8) before its other parts, or the
     * first in another multipart. A part with another disposition than {@code session} is none (RFC 3261 §20.11).
     *
     * @throws SipSyntaxException when none is to be seen and the body has a defect, as told by {@link #parts}
     */
    public Optional<Body> sessionDescription() {
        return MultipartBody.sessionDescription(this);
    }

    /** The bytes themselves, not a copy: not to be written to. */
    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return bytes.length;
    }

    /** The bytes read as UTF-8; what is not UTF-8 becomes U+FFFD. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Body body && body.contentType.equals(contentType) && Arrays.equals(body.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return 31 * contentType.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return contentType + ", " + bytes.length + " bytes";
    }
}

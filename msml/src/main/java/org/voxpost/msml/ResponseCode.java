package org.voxpost.msml;

import java.util.Arrays;
import java.util.Optional;

/** The response codes of RFC 5707 §11, with its words. The codes that it calls "reserved" (433, 442, 443) are left out. */
public enum ResponseCode {
    OK(200, "OK"),
    BAD_REQUEST(400, "Bad Request"),
    UNKNOWN_ELEMENT(401, "Unknown Element"),
    UNSUPPORTED_ELEMENT(402, "Unsupported Element"),
    MISSING_CONTENT(403, "Missing mandatory element content"),
    FORBIDDEN_CONTENT(404, "Forbidden element content"),
    INVALID_CONTENT(405, "Invalid element content"),
    UNKNOWN_ATTRIBUTE(406, "Unknown attribute"),
    UNSUPPORTED_ATTRIBUTE(407, "Attribute not supported"),
    MISSING_ATTRIBUTE(408, "Missing mandatory attribute"),
    FORBIDDEN_ATTRIBUTE(409, "Forbidden attribute is present"),
    INVALID_ATTRIBUTE_VALUE(410, "Invalid attribute value"),
    UNSUPPORTED_LANGUAGE(420, "Unsupported media description language"),
    UNKNOWN_LANGUAGE(421, "Unknown media description language"),
    AMBIGUOUS_REQUEST(422, "Ambiguous request (both URI and inline description)"),
    EXTERNAL_DOCUMENT_FETCH_ERROR(423, "External document fetch error"),
    FOREIGN_SYNTAX_ERROR(424, "Syntax error in foreign language"),
    FOREIGN_SEMANTIC_ERROR(425, "Semantic error in foreign language"),
    FOREIGN_EXECUTION_ERROR(426, "Unknown error executing foreign language"),
    NO_SUCH_OBJECT(430, "Object does not exist"),
    NAME_IN_USE(431, "Object instance name already used"),
    CONFERENCE_NAME_IN_USE(432, "Conference name already in use"),
    /** RFC 5707 §11 has these words for 423 and for 434. */
    EXTERNAL_DOCUMENT_ERROR(434, "External document fetch error"),
    CANNOT_JOIN_CLASS(440, "Cannot join objects of the specified class"),
    INCOMPATIBLE_MEDIA_TYPES(441, "Objects have incompatible media types"),
    TOO_MANY_INPUTS(444, "Number of media inputs exceeded"),
    INCOMPATIBLE_MEDIA_FORMATS(450, "Objects have incompatible media formats"),
    INCOMPATIBLE_STREAM_FORMAT(451, "Incompatible media stream format"),
    INTERNAL_ERROR(500, "Internal media server error"),
    SERVICE_UNAVAILABLE(503, "Service Unavailable"),
    NOT_IN_SERVICE(510, "Not in service"),
    /** RFC 5707 §11 has these words for 503 and for 511. */
    SERVICE_NOT_AVAILABLE(511, "Service Unavailable"),
    NO_RESOURCE(520, "No resource to fulfill request"),
    INTERNAL_LIMIT_EXCEEDED(521, "Internal limit exceeded");

    private final int code;
    private final String text;

    ResponseCode(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The number on the wire, 200 to 521. */
    public int code() {
        return code;
    }

    /** The words of RFC 5707 §11. */
    public String text() {
        return text;
    }

    /**
     * Whether it tells a mistake against the schema, which keeps a whole document from running (RFC 5707 §5); other codes of a
     * request stop the document where that request stands.
     */
    public boolean isOfSchema() {
        return switch (this) {
            case UNSUPPORTED_ELEMENT, UNSUPPORTED_ATTRIBUTE -> false;
            default -> code >= 400 && code <= 410;
        };
    }

    /** The code with this number, empty for a number that RFC 5707 does not define. */
    public static Optional<ResponseCode> of(int code) {
        return Arrays.stream(values()).filter(known -> known.code == code).findFirst();
    }
}

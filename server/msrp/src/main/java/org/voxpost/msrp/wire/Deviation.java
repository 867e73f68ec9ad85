package org.voxpost.msrp.wire;

/** What we tolerate though the RFC forbids it. Each occurrence is counted. */
public enum Deviation {
    /** RFC 4975 §9: a transaction id of less than 4 or more than 32 characters. */
    IDENT_LENGTH,
    /** RFC 4975 §9: header names in another case. */
    HEADER_CASE,
    /** RFC 4975 §9: no blank after the colon of a header. */
    NO_BLANK_AFTER_COLON,
    /** RFC 4975 §9: To-Path and From-Path are not the first two headers, in this order. */
    PATHS_NOT_FIRST,
    /** RFC 4975 §7.1: Content-Type is not the last header. */
    CONTENT_TYPE_NOT_LAST,
    /** RFC 4975 §7.1: a blank line before the end-line of a request without body. */
    BLANK_LINE_WITHOUT_BODY,
    /** RFC 4975 §7.1: a body without Content-Type. */
    BODY_WITHOUT_TYPE,
    /** RFC 4975 §9: a method with digits or an underscore. */
    METHOD_NAME,
    /** RFC 4975 §9: blank lines between frames. */
    BLANK_LINE_BETWEEN_FRAMES,
    /** RFC 4975 §7.2: a response without paths. */
    RESPONSE_WITHOUT_PATHS,
    /** RFC 4975 §8.1: a c- and m-line that lead elsewhere than the path. */
    CONNECTION_LINE_ELSEWHERE,
    /** RFC 4975 §7.1.1: a message of one chunk that is shorter or longer than its Byte-Range says. */
    TOTAL_NOT_OF_BODY,
    /** RFC 4975 §5.4: a second connection for a session, by the relay that the session's own leads to (RFC 4976 §6.4.2). */
    SECOND_CONNECTION_OF_A_RELAY
}

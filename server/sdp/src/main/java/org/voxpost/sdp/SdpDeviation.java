package org.voxpost.sdp;

/** A departure from RFC 8866 that we take without complaint. Listeners count them; we never send one ourselves. */
public enum SdpDeviation {
    /** Lines end in LF or CR instead of CRLF (RFC 8866 §5 allows the reader this). */
    LINE_END,
    /** The last line has no end at all (RFC 8866 §9, every line ends). */
    NO_FINAL_LINE_END,
    /** Blanks before a line end, or an empty line (RFC 8866 §5). */
    STRAY_BLANKS,
    /** No s-line, or one with nothing after the equals sign (RFC 8866 §5.3). */
    NO_SESSION_NAME,
    /** No t-line (RFC 8866 §5.9). */
    NO_TIMING,
    /** Media without a c-line of its own or of the session (RFC 8866 §5.7). */
    NO_CONNECTION,
    /** An attribute's value goes on in the next line (RFC 8866 §5 knows no folding). */
    FOLDED_LINE,
    /** A line of an unknown type, which is ignored (RFC 8866 §5 asks to refuse the description). */
    UNKNOWN_LINE,
    /** Lines in an order that RFC 8866 §5 does not know. */
    LINE_ORDER,
    /** An attribute or bandwidth that does not follow the grammar, which is ignored (RFC 8866 §5.8, §5.13). */
    MALFORMED_ATTRIBUTE
}

package org.voxpost.msml;

/** A departure from RFC 5707 or the schema of PowerMedia XMS that we take without complaint. We never send one ourselves. */
public enum MsmlDeviation {
    /** {@code <msml>} without version (RFC 5707 §7.1). */
    NO_VERSION,
    /** {@code <msml>} of a version other than 1.1 (RFC 5707 §7.1). */
    OTHER_VERSION,
    /** {@code <msml>} with attributes besides its version (RFC 5707 §7.1). */
    ROOT_ATTRIBUTE,
    /** {@code <dialogstart>} without type (RFC 5707 §9.6.1). */
    NO_TYPE,
    /** An object or handler of {@code <transfer>} out of order (schema of PowerMedia XMS, transfer module). */
    HANDLER_ORDER,
    /** {@code <messageobj>} without src (schema of PowerMedia XMS, transfer module). */
    MESSAGE_WITHOUT_SRC,
    /** White space inside a URI (RFC 3986 §2). */
    BLANK_IN_URI,
    /** An offerer or answerer without {@code sip:} (RFC 3261 §19.1.1). */
    NO_SIP_SCHEME
}

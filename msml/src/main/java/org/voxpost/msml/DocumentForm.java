package org.voxpost.msml;

/** The two dialects in which results and events are written. */
public enum DocumentForm {
    /**
     * As PowerMedia XMS writes: identifiers beside {@code <result>}, pairs in alphabetical order, and its line ends and
     * indentation to the byte, because clients search the text.
     */
    XMS,
    /** As RFC 5707 §7.3 and §7.4 say: identifiers inside {@code <result>}, pairs in the order of the namelist. */
    RFC
}

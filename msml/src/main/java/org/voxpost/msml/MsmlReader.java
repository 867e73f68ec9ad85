package org.voxpost.msml;

import org.voxpost.msml.dialog.Script;

/** Reads documents of clients, none of which is trusted. Holds no state: one instance serves all threads. */
@SuppressWarnings("DoNotCallSuggester")
public final class MsmlReader {
    public MsmlReader(MsmlLimits limits) {}

    /**
     * Reads the body of a request. What is wrong inside one request makes that request {@link Refused}.
     *
     * @throws MsmlException 400 with line and column: not well-formed, a DOCTYPE, a root other than {@code <msml>}, beyond a limit
     */
    public MsmlDocument read(byte[] body) throws MsmlException {
        throw new MsmlException(ResponseCode.BAD_REQUEST, "");
    }

    /**
     * Reads the document that {@code dialogstart src} led to: {@code <moml>} (RFC 5707 §9.7.6), a {@code <msml>} with one inline
     * {@code <dialogstart>} or with the dialog's elements themselves, or such an element alone.
     *
     * @throws MsmlException 424 for what {@link #read} answers with 400; 425 for a script that cannot run, its own code in the text
     */
    public Script readScript(byte[] body) throws MsmlException {
        throw new MsmlException(ResponseCode.FOREIGN_SYNTAX_ERROR, "");
    }
}

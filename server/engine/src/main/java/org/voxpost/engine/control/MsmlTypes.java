package org.voxpost.engine.control;

import java.util.Optional;
import org.voxpost.msml.DocumentForm;
import org.voxpost.sip.Body;

/** The content types under which MSML travels, and the dialect that goes with each. */
final class MsmlTypes {

    /** What PowerMedia XMS and its clients say. */
    static final String XML = "application/xml";

    /** RFC 5707 §17. */
    static final String MSML = "application/msml+xml";

    static final String ACCEPT = MSML + ", " + XML;

    private MsmlTypes() {}

    static boolean accepts(Body body) {
        return body.mediaType().equals(XML) || body.mediaType().equals(MSML);
    }

    static DocumentForm form(String mediaType, Optional<DocumentForm> configured) {
        return configured.orElse(mediaType.equals(MSML) ? DocumentForm.RFC : DocumentForm.XMS);
    }
}

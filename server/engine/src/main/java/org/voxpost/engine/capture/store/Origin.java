package org.voxpost.engine.capture.store;

/** Who owns the signalling of a session. */
public enum Origin {
    /** We do: the call came to us (1PCC). */
    DIRECT,
    /** An application server does, on a control dialog (3PCC). */
    CONTROL,
    /** Whoever made it by REST does (3PCC). */
    REST
}

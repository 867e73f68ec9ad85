package org.voxpost.engine.capture;

import org.voxpost.sdp.SessionDescription;

/** How the far end of a session is reached beside MSRP. Called on the lane of the session. */
interface Signalling {

    /** Ends the call. */
    void hangUp(String why);

    /** Our description is another one now. */
    void reoffer(SessionDescription ours);
}

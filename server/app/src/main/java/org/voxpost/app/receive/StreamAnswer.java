package org.voxpost.app.receive;

import org.voxpost.sdp.MediaDescription;

/** What becomes of an MSRP stream that a caller offers. */
sealed interface StreamAnswer {
    /** It is taken; the session stands ready. */
    record Taken(MediaDescription description) implements StreamAnswer {}

    /**
     * It is declined with port 0.
     *
     * @param status of SIP, for a call of which nothing is taken
     * @param why for people, also at the far end
     */
    record Declined(int status, String why) implements StreamAnswer {}
}

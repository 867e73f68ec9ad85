package org.voxpost.engine.transfer;

import java.time.Duration;
import java.util.Optional;

/** How one attempt to deliver one object ended. */
public sealed interface AttemptOutcome {

    /**
     * Every octet was acknowledged.
     *
     * @param octets the size of what was delivered
     * @param note something that went wrong afterwards and changes nothing (the source could not be deleted, say), or empty
     */
    record Delivered(long octets, String note) implements AttemptOutcome {}

    /**
     * Not delivered.
     *
     * @param permanent trying again cannot help
     * @param status the code of the failure: of SIP or MSRP if the peer gave one, otherwise the nearest of their codes
     * @param reason one sentence for people
     * @param retryAfter the pause the peer asked for before the next attempt
     */
    record Failed(boolean permanent, int status, String reason, Optional<Duration> retryAfter)
            implements AttemptOutcome {

        public static Failed permanently(int status, String reason) {
            return new Failed(true, status, reason, Optional.empty());
        }

        public static Failed temporarily(int status, String reason) {
            return new Failed(false, status, reason, Optional.empty());
        }
    }

    /** Given up because we were told to. Nothing is known of how much arrived. */
    record Abandoned() implements AttemptOutcome {}
}

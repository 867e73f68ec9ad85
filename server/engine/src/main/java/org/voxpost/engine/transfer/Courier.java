package org.voxpost.engine.transfer;

import java.util.concurrent.CompletableFuture;

/** Carries parcels. */
public interface Courier {

    /**
     * Begins one attempt and returns at once. The watcher may be called on any thread, and before this method returns.
     */
    Shipment ship(Parcel parcel, Watcher watcher);

    /**
     * Does what is left to do about the source of a parcel that was delivered before the server stopped: deletes it if that was
     * asked for and not done yet.
     *
     * @param version of what was sent
     * @return what the application server should know, or empty; completes on any thread
     */
    CompletableFuture<String> settle(Parcel parcel, String version);

    /** A job has its end: what was kept for it may go. Returns at once. */
    void forget(String jobId);

    /** One attempt under way. */
    interface Shipment {

        /**
         * Gives the attempt up. Any thread may call it, at any time. The watcher is told the end as always; that end is
         * {@link AttemptOutcome.Delivered} if the last octet was acknowledged first. May be called again, with less patience.
         */
        void abandon(Parting how);
    }

    /** Learns how an attempt goes. */
    interface Watcher {

        /** So many octets are acknowledged by now, by the far end or by the first relay on the way to it. */
        void acknowledged(long octets);

        /** The attempt is over; called exactly once, last. */
        void ended(AttemptOutcome outcome);
    }
}

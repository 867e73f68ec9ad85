package org.voxpost.engine.transfer;

/** Carries parcels. */
public interface Courier {

    /**
     * Begins one attempt and returns at once. The watcher may be called on any thread, and before this method returns.
     */
    Shipment ship(Parcel parcel, Watcher watcher);

    /** One attempt under way. */
    interface Shipment {

        /**
         * Gives the attempt up. Any thread may call it, at any time. The watcher is told the end as always; that end is
         * {@link AttemptOutcome.Delivered} if the last octet was acknowledged first.
         */
        void abandon();
    }

    /** Learns how an attempt goes. */
    interface Watcher {

        /** So many octets are acknowledged by now. */
        void acknowledged(long octets);

        /** The attempt is over; called exactly once, last. */
        void ended(AttemptOutcome outcome);
    }
}

package org.voxpost.engine.delivery;

import java.util.concurrent.CompletableFuture;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.Journal;
import org.voxpost.engine.transfer.Parcel;

/** What is written down of a job while one of its parcels travels. Any thread may call it. */
record JobRecord(Journal journal, Parcel parcel) {

    /**
     * @param sha256 in hex, or empty
     * @param version what the media store wants to see when the source is to be deleted, or empty
     */
    void sourceReady(long octets, String sha256, String version) {
        journal.note(new Entry.SourceReady(parcel.jobId(), octets, sha256, version));
    }

    /** The far end has so much, and goes on behind it. */
    void kept(String sha256, long octets) {
        journal.note(new Entry.Kept(parcel.jobId(), sha256, octets));
    }

    /** Every octet was acknowledged. Completes when that is on disk: before, neither the source goes nor anybody is told. */
    CompletableFuture<Void> delivered(long octets) {
        return journal.write(new Entry.Delivered(
                parcel.jobId(), octets * parcel.delivery(), parcel.delivery(), parcel.lastDelivery()));
    }

    /** Nothing is left to do about the source. */
    void settled(String note) {
        if (parcel.deleteSource()) {
            journal.note(new Entry.SourceSettled(parcel.jobId(), note));
        }
    }
}

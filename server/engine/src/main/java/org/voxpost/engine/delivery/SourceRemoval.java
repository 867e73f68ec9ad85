package org.voxpost.engine.delivery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.event.JobEvent;
import org.voxpost.engine.transfer.Parcel;
import org.voxpost.media.MediaException;
import org.voxpost.media.MediaUri;

/** What happens to the source once it is delivered. */
final class SourceRemoval {

    private static final Logger log = LoggerFactory.getLogger(SourceRemoval.class);

    private SourceRemoval() {}

    /**
     * Deletes the source if that was asked for and it still is what was sent. A failure here changes nothing about the delivery:
     * it is reported, and nothing is sent again.
     *
     * @param version of what was sent
     * @return what the application server should know, or empty
     */
    static String after(Parcel parcel, MediaUri source, String version, Couriers couriers) {
        if (!parcel.deleteSource()) {
            return "";
        }
        try {
            couriers.media().delete(source, version);
            return gone(parcel, source.text(), couriers);
        } catch (MediaException e) {
            return kept(parcel, source.text(), e, couriers);
        }
    }

    /** The same for a delivery of an earlier run of the server. That may have deleted the source without having said so. */
    static String late(Parcel parcel, String version, Couriers couriers) {
        String source = parcel.content().source();
        if (!parcel.deleteSource()) {
            return "";
        }
        try {
            couriers.media().delete(MediaUri.parse(source), version);
            return gone(parcel, source, couriers);
        } catch (MediaException e) {
            return e.reason() == MediaException.Reason.NOT_FOUND
                    ? gone(parcel, source, couriers)
                    : kept(parcel, source, e, couriers);
        }
    }

    private static String gone(Parcel parcel, String source, Couriers couriers) {
        couriers.record(parcel).settled("");
        couriers.events().accept(new JobEvent.SourceDeleted(parcel.jobId(), source));
        return "";
    }

    private static String kept(Parcel parcel, String source, MediaException why, Couriers couriers) {
        String note = "delivered, but the source was not deleted: " + why.getMessage();
        log.warn("The source was delivered but not deleted: job={} {}", parcel.jobId(), why.getMessage());
        couriers.record(parcel).settled(note);
        couriers.events().accept(new JobEvent.SourceKept(parcel.jobId(), source, String.valueOf(why.getMessage())));
        return note;
    }
}

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
            couriers.events().accept(new JobEvent.SourceDeleted(parcel.jobId(), source.text()));
            return "";
        } catch (MediaException e) {
            log.warn("The source was delivered but not deleted: job={} {}", parcel.jobId(), e.getMessage());
            couriers.events()
                    .accept(new JobEvent.SourceKept(parcel.jobId(), source.text(), String.valueOf(e.getMessage())));
            return "delivered, but the source was not deleted: " + e.getMessage();
        }
    }
}

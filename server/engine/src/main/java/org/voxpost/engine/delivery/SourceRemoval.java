package org.voxpost.engine.delivery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.event.JobEvent;
import org.voxpost.engine.transfer.Parcel;
import org.voxpost.media.Fetched;
import org.voxpost.media.MediaException;

/** What happens to the source once it is delivered. */
final class SourceRemoval {

    private static final Logger log = LoggerFactory.getLogger(SourceRemoval.class);

    private SourceRemoval() {}

    /**
     * Closes the source, and deletes it if that was asked for and it still is what was sent. A failure here changes nothing
     * about the delivery: it is reported, and nothing is sent again.
     *
     * @return what the application server should know, or empty
     */
    static String after(Freight sent, Parcel parcel, Couriers couriers) {
        sent.close();
        if (!parcel.deleteSource() || sent.file().isEmpty()) {
            return "";
        }
        Fetched file = sent.file().get();
        try {
            couriers.media().delete(file.uri(), file.version());
            couriers.events()
                    .accept(new JobEvent.SourceDeleted(
                            parcel.jobId(), file.uri().text()));
            return "";
        } catch (MediaException e) {
            log.warn("The source was delivered but not deleted: job={} {}", parcel.jobId(), e.getMessage());
            couriers.events()
                    .accept(new JobEvent.SourceKept(parcel.jobId(), file.uri().text(), String.valueOf(e.getMessage())));
            return "delivered, but the source was not deleted: " + e.getMessage();
        }
    }
}

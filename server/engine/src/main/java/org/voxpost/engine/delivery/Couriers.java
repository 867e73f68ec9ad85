package org.voxpost.engine.delivery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.voxpost.engine.event.EventSink;
import org.voxpost.engine.journal.Journal;
import org.voxpost.engine.lane.Lanes;
import org.voxpost.engine.overload.Breakers;
import org.voxpost.engine.transfer.AttemptOutcome;
import org.voxpost.engine.transfer.Courier;
import org.voxpost.engine.transfer.Parcel;
import org.voxpost.media.FetchTerms;
import org.voxpost.media.Fetched;
import org.voxpost.media.MediaException;
import org.voxpost.media.MediaStore;
import org.voxpost.media.MediaUri;
import org.voxpost.msml.dialog.Destination;
import org.voxpost.msml.dialog.XmsrpUri;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.sip.SipSyntaxException;
import org.voxpost.sip.SipUri;

/**
 * Sends each parcel the way its destination asks for.
 *
 * @param sip makes the calls; asked for on lanes only, once the endpoint is open
 * @param resumptions outlives the attempts
 * @param breakers ask before a delivery server is called
 * @param pulls outlives the attempts, too
 * @param journal where deliveries are on record before anything follows from them
 * @param blocking runs what waits for disks and HTTP servers: a virtual thread each
 */
public record Couriers(
        Lanes lanes,
        Executor blocking,
        MediaStore media,
        Supplier<SipEndpoint> sip,
        MsrpEndpoint msrp,
        DeliveryTerms terms,
        Resumptions resumptions,
        Journal journal,
        Breakers breakers,
        Pulls pulls,
        EventSink events)
        implements Courier {

    @Override
    public Shipment ship(Parcel parcel, Watcher watcher) {
        if (parcel.destination().isEmpty()) {
            return refused(watcher, 408, "the object has no dest");
        }
        return switch (parcel.destination().get()) {
            case XmsrpUri to -> overMsrp(parcel, to, watcher);
            case Destination.Uri to -> new StoreDelivery(this, parcel, to.text(), watcher).begin();
        };
    }

    @Override
    public CompletableFuture<String> settle(Parcel parcel, String version) {
        return CompletableFuture.supplyAsync(() -> SourceRemoval.late(parcel, version, this), blocking);
    }

    @Override
    public void forget(String jobId) {
        if (journal.keeps()) {
            blocking.execute(() -> {
                if (pulls.forget(jobId)) {
                    media.jobs().remove(jobId);
                }
            });
        }
    }

    /** Opens a source; what has to be pulled is pulled once for a job, whatever becomes of this process. */
    Fetched fetch(MediaUri source, Parcel parcel) throws MediaException {
        FetchTerms fetch = new FetchTerms(terms.sourceDeadline(), Long.MAX_VALUE);
        return journal.keeps() ? pull(source, fetch, parcel.jobId()) : media.fetch(source, fetch);
    }

    private Fetched pull(MediaUri source, FetchTerms fetch, String job) throws MediaException {
        pulls.begin(job);
        try {
            return media.fetch(source, fetch, job);
        } finally {
            if (pulls.end(job)) {
                media.jobs().remove(job);
            }
        }
    }

    JobRecord record(Parcel parcel) {
        return new JobRecord(journal, parcel);
    }

    private Shipment overMsrp(Parcel parcel, XmsrpUri to, Watcher watcher) {
        try {
            SipUri offerer = SipUri.parse(to.offerer());
            SipUri answerer = SipUri.parse(to.answerer());
            return new MsrpDelivery(this, parcel, offerer, answerer, to.file(), watcher).begin();
        } catch (SipSyntaxException e) {
            return refused(watcher, 410, "dest: " + e.getMessage());
        }
    }

    private static Shipment refused(Watcher watcher, int status, String reason) {
        watcher.ended(AttemptOutcome.Failed.permanently(status, reason));
        return _ -> {};
    }
}

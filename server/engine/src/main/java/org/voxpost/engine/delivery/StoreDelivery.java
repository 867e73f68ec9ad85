package org.voxpost.engine.delivery;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.voxpost.engine.event.JobEvent;
import org.voxpost.engine.lane.SideWork;
import org.voxpost.engine.transfer.AttemptOutcome;
import org.voxpost.engine.transfer.AttemptOutcome.Delivered;
import org.voxpost.engine.transfer.AttemptOutcome.Failed;
import org.voxpost.engine.transfer.Courier;
import org.voxpost.engine.transfer.Parcel;
import org.voxpost.media.FetchTerms;
import org.voxpost.media.Fetched;
import org.voxpost.media.MediaException;
import org.voxpost.media.MediaUri;
import org.voxpost.media.WriteMode;

/** One attempt at a destination that the media store can write: a local file. What is written is acknowledged on the way. */
final class StoreDelivery implements Courier.Shipment {

    private final Couriers couriers;
    private final Parcel parcel;
    private final String destination;
    private final Courier.Watcher watcher;
    private final SideWork work = new SideWork();

    StoreDelivery(Couriers couriers, Parcel parcel, String destination, Courier.Watcher watcher) {
        this.couriers = couriers;
        this.parcel = parcel;
        this.destination = destination;
        this.watcher = watcher;
    }

    StoreDelivery begin() {
        work.run(couriers.blocking(), this::store, this::stored, this::failed);
        return this;
    }

    @Override
    public void abandon() {
        work.cancel();
    }

    private Delivered store() throws MediaException {
        MediaUri to = MediaUri.parse(destination);
        return switch (parcel.content()) {
            case Parcel.Content.Recording(String source) -> copy(MediaUri.parse(source), to);
            case Parcel.Content.Messages(String ignored, var messages) -> {
                String text = messages.stream().map(Parcel.Message::text).collect(Collectors.joining());
                byte[] octets = text.getBytes(StandardCharsets.UTF_8);
                yield new Delivered(couriers.media().write(new ByteArrayInputStream(octets), to, mode()), "");
            }
        };
    }

    private Delivered copy(MediaUri source, MediaUri to) throws MediaException {
        FetchTerms terms = new FetchTerms(couriers.terms().sourceDeadline(), Long.MAX_VALUE);
        try (Fetched opened = couriers.media().fetch(source, terms)) {
            InputStream content = new AcknowledgingInput(opened.stream(), watcher::acknowledged);
            long octets = couriers.media().write(content, to, mode());
            return new Delivered(octets, SourceRemoval.after(parcel, source, opened.version(), couriers));
        }
    }

    private WriteMode mode() {
        return parcel.append() ? WriteMode.APPEND : parcel.overwrite() ? WriteMode.REPLACE : WriteMode.CREATE;
    }

    private void stored(Delivered delivered) {
        couriers.events().accept(new JobEvent.Delivered(parcel.jobId(), "", delivered.octets()));
        watcher.acknowledged(delivered.octets());
        watcher.ended(delivered);
    }

    private void failed(Exception e) {
        if (work.cancelled()) {
            watcher.ended(new AttemptOutcome.Abandoned());
            return;
        }
        Failed failed = Failures.of(e);
        couriers.events()
                .accept(new JobEvent.AttemptFailed(
                        parcel.jobId(), failed.status(), failed.reason(), !failed.permanent()));
        watcher.ended(failed);
    }
}

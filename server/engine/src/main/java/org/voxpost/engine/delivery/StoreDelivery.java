package org.voxpost.engine.delivery;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.voxpost.engine.event.JobEvent;
import org.voxpost.engine.transfer.AttemptOutcome;
import org.voxpost.engine.transfer.AttemptOutcome.Failed;
import org.voxpost.engine.transfer.Courier;
import org.voxpost.engine.transfer.Parcel;
import org.voxpost.media.FetchTerms;
import org.voxpost.media.MediaException;
import org.voxpost.media.MediaUri;
import org.voxpost.media.WriteMode;

/** One attempt at a destination that the media store can write: a local file. */
final class StoreDelivery implements Courier.Shipment {

    private final Couriers couriers;
    private final Parcel parcel;
    private final String destination;
    private final Courier.Watcher watcher;
    private final Opening work;
    private final AtomicBoolean over = new AtomicBoolean();

    StoreDelivery(Couriers couriers, Parcel parcel, String destination, Courier.Watcher watcher) {
        this.couriers = couriers;
        this.parcel = parcel;
        this.destination = destination;
        this.watcher = watcher;
        this.work = new Opening(couriers.blocking());
    }

    StoreDelivery begin() {
        work.run(this::store, octets -> end(new AttemptOutcome.Delivered(octets, "")), this::fail);
        return this;
    }

    @Override
    public void abandon() {
        work.cancel();
    }

    private long store() throws MediaException {
        MediaUri to = MediaUri.parse(destination);
        WriteMode mode = parcel.append() ? WriteMode.APPEND : parcel.overwrite() ? WriteMode.REPLACE : WriteMode.CREATE;
        FetchTerms terms = new FetchTerms(couriers.terms().sourceDeadline(), Long.MAX_VALUE);
        return switch (parcel.content()) {
            case Parcel.Content.Recording(String source) ->
                parcel.deleteSource()
                        ? couriers.media().move(MediaUri.parse(source), to, mode, terms)
                        : couriers.media().copy(MediaUri.parse(source), to, mode, terms);
            case Parcel.Content.Messages(String ignored, var messages) -> {
                String text = messages.stream().map(Parcel.Message::text).collect(Collectors.joining());
                yield couriers.media().write(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), to, mode);
            }
        };
    }

    private void fail(Failed failed) {
        if (work.cancelled()) {
            end(new AttemptOutcome.Abandoned());
            return;
        }
        couriers.events()
                .accept(new JobEvent.AttemptFailed(
                        parcel.jobId(), failed.status(), failed.reason(), !failed.permanent()));
        end(failed);
    }

    private void end(AttemptOutcome outcome) {
        if (over.compareAndSet(false, true)) {
            watcher.ended(outcome);
        }
    }
}

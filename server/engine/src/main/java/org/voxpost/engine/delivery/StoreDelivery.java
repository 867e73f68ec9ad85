package org.voxpost.engine.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import org.voxpost.engine.event.JobEvent;
import org.voxpost.engine.lane.SideWork;
import org.voxpost.engine.overload.Breakers;
import org.voxpost.engine.transfer.AttemptOutcome;
import org.voxpost.engine.transfer.AttemptOutcome.Delivered;
import org.voxpost.engine.transfer.AttemptOutcome.Failed;
import org.voxpost.engine.transfer.Courier;
import org.voxpost.engine.transfer.Parcel;
import org.voxpost.engine.transfer.Parting;
import org.voxpost.media.Fetched;
import org.voxpost.media.MediaException;
import org.voxpost.media.MediaUri;
import org.voxpost.media.WriteMode;
import org.voxpost.msml.dialog.Destination;

/** One attempt at a destination that the media store can write: a file, an object, a resource of an HTTP server. What is read is acknowledged on the way. */
final class StoreDelivery implements Courier.Shipment {

    private final Couriers couriers;
    private final Parcel parcel;
    private final String destination;
    private final Courier.Watcher watcher;
    private final SideWork work = new SideWork();
    private Optional<Breakers.Permit> permit = Optional.empty();

    StoreDelivery(Couriers couriers, Parcel parcel, String destination, Courier.Watcher watcher) {
        this.couriers = couriers;
        this.parcel = parcel;
        this.destination = destination;
        this.watcher = watcher;
    }

    StoreDelivery begin() {
        permit = couriers.breakers().enter(new Destination.Uri(destination));
        if (permit.isEmpty()) {
            fail(Failures.leftAlone(couriers.breakers().rest()));
            return this;
        }
        work.run(couriers.blocking(), this::store, stored -> guarded(() -> record(stored)), this::failed);
        return this;
    }

    @Override
    public void abandon(Parting how) {
        work.cancel();
    }

    /** What was stored, and what remains to be done about its source. */
    private record Stored(long octets, Optional<Fetched> source) {}

    private Stored store() throws MediaException {
        MediaUri to = MediaUri.parse(destination);
        return switch (parcel.content()) {
            case Parcel.Content.Recording(String source) -> copy(MediaUri.parse(source), to);
            case Parcel.Content.Messages(String ignored, var messages) -> {
                String text = messages.stream().map(Parcel.Message::text).collect(Collectors.joining());
                byte[] octets = text.getBytes(StandardCharsets.UTF_8);
                yield new Stored(write(new ByteArrayInputStream(octets), to), Optional.empty());
            }
        };
    }

    private Stored copy(MediaUri source, MediaUri to) throws MediaException {
        try (Fetched opened = couriers.fetch(source, parcel)) {
            InputStream content = new AcknowledgingInput(opened.stream(), watcher::acknowledged);
            couriers.record(parcel).sourceReady(opened.length(), "", opened.version());
            return new Stored(write(content, to), Optional.of(opened));
        }
    }

    /** The source is open by now, so that a server that is not there is the destination's. */
    private long write(InputStream content, MediaUri to) throws MediaException {
        try {
            long octets = couriers.media().write(content, to, mode());
            permit.ifPresent(Breakers.Permit::worked);
            return octets;
        } catch (MediaException e) {
            if (Failures.isOfServer(e)) {
                permit.ifPresent(Breakers.Permit::failed);
            }
            throw e;
        }
    }

    private WriteMode mode() {
        return parcel.append() ? WriteMode.APPEND : parcel.overwrite() ? WriteMode.REPLACE : WriteMode.CREATE;
    }

    /** Before the source goes, and before anybody is told. */
    private void record(Stored stored) {
        var _ = couriers.record(parcel).delivered(stored.octets()).whenComplete((_, failure) -> {
            if (failure == null) {
                couriers.blocking().execute(() -> guarded(() -> stored(stored)));
            } else {
                failed(new IOException("the delivery could not be recorded", failure));
            }
        });
    }

    private void stored(Stored stored) {
        couriers.events().accept(new JobEvent.Delivered(parcel.jobId(), "", stored.octets()));
        watcher.acknowledged(stored.octets());
        watcher.ended(new Delivered(stored.octets(), removed(stored.source())));
    }

    /** It is delivered, whatever becomes of the source. */
    private String removed(Optional<Fetched> source) {
        try {
            return source.map(file -> SourceRemoval.after(parcel, file.uri(), file.version(), couriers))
                    .orElse("");
        } catch (RuntimeException | Error e) {
            return Failures.of(new IllegalStateException("the removal of a source broke", e))
                    .reason();
        }
    }

    /** A step that breaks ends the attempt: it has an outcome whatever happens. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            failed(new IllegalStateException("an attempt broke", e));
        }
    }

    private void failed(Exception e) {
        permit.ifPresent(Breakers.Permit::leftOpen);
        if (work.cancelled()) {
            watcher.ended(new AttemptOutcome.Abandoned());
        } else {
            fail(Failures.of(e));
        }
    }

    private void fail(Failed failed) {
        couriers.events()
                .accept(new JobEvent.AttemptFailed(
                        parcel.jobId(), failed.status(), failed.reason(), !failed.permanent()));
        watcher.ended(failed);
    }
}

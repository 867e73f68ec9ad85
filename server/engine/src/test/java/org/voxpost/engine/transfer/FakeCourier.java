package org.voxpost.engine.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Takes parcels and does with them what the test says. */
public final class FakeCourier implements Courier {

    /** One attempt that was asked for. */
    public static final class Attempt implements Shipment {

        public final Parcel parcel;
        private final Watcher watcher;
        public boolean abandoned;

        Attempt(Parcel parcel, Watcher watcher) {
            this.parcel = parcel;
            this.watcher = watcher;
        }

        @Override
        public void abandon(Parting how) {
            abandoned = true;
            watcher.ended(new AttemptOutcome.Abandoned());
        }

        public void deliver(long octets) {
            watcher.acknowledged(octets);
            watcher.ended(new AttemptOutcome.Delivered(octets, ""));
        }

        public void fail(boolean permanent, int status, String reason) {
            watcher.ended(new AttemptOutcome.Failed(permanent, status, reason, Optional.empty()));
        }
    }

    public final List<Attempt> attempts = new ArrayList<>();

    /** Breaks at the next parcels. */
    public boolean broken;

    @Override
    public Shipment ship(Parcel parcel, Watcher watcher) {
        if (broken) {
            throw new IllegalStateException("broken as told");
        }
        Attempt attempt = new Attempt(parcel, watcher);
        attempts.add(attempt);
        return attempt;
    }

    /** Nothing is ever left to do. */
    @Override
    public CompletableFuture<String> settle(Parcel parcel, String version) {
        return CompletableFuture.completedFuture("");
    }

    @Override
    public void forget(String jobId) {}

    public Attempt last() {
        return attempts.getLast();
    }
}

package org.voxpost.app.receive;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.voxpost.app.progress.ProgressMeter;
import org.voxpost.engine.lane.Lane;
import org.voxpost.media.AnnouncedFile;
import org.voxpost.media.ContentHash;
import org.voxpost.media.HashAlgorithm;
import org.voxpost.media.Inbox;
import org.voxpost.media.MediaException;
import org.voxpost.media.ReceivedFile;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MessageSink;
import org.voxpost.msrp.Verdict;

/**
 * Writes one message to one file, or to the end of one that broke off. Disk work happens on a lane that may wait; the event loop only
 * enqueues.
 */
final class FileSink implements MessageSink {
    private final Inbox inbox;
    private final Transfers transfers;
    private final ReceiveEvents events;
    private final String callId;
    private final FileOffer offer;
    private final Optional<AnnouncedFile> announced;
    private final IncomingMessage message;
    private final Lane lane;
    private final ProgressMeter meter;
    private final boolean repeated;
    private @Nullable ReceivedFile file;
    private @Nullable CompletableFuture<Verdict> finishing;
    private volatile boolean over;

    /** @param sender whose file it is, for what is kept of it */
    FileSink(
            Inbox inbox,
            Transfers transfers,
            ReceiveEvents events,
            String callId,
            String sender,
            FileOffer offer,
            IncomingMessage message,
            Lane lane) {
        this.inbox = inbox;
        this.transfers = transfers;
        this.events = events;
        this.callId = callId;
        this.offer = offer;
        this.announced = offer.announced(sender);
        this.message = message;
        this.lane = lane;
        this.meter = new ProgressMeter(
                lane.now(),
                offer.start(),
                offer.selector().size().isPresent() ? offer.selector().size() : message.totalOctets());
        this.repeated = announced
                .filter(known -> transfers.repeated(offer.transferId(), known))
                .isPresent();
        announced.ifPresent(known -> transfers.begun(known, this));
    }

    @Override
    public CompletionStage<Verdict> take(long offset, ByteBuffer part) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        onLane(verdict, () -> {
            ReceivedFile written = open();
            written.write(offer.start() + offset, part);
            events.progressed(callId, name(), meter.at(written.length(), lane.now()));
            verdict.complete(Verdict.TAKEN);
        });
        return verdict;
    }

    /** Nothing is mixed of two versions: what contradicts itself is no file (threat T15). */
    @Override
    public CompletionStage<Verdict> repeated(long offset, ByteBuffer again) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        onLane(verdict, () -> {
            if (open().holds(offer.start() + offset, again)) {
                verdict.complete(Verdict.TAKEN);
            } else {
                lose("its sender sent other bytes for the same place");
                verdict.complete(new Verdict.Refused(400, "Other octets than before"));
            }
        });
        return verdict;
    }

    @Override
    public CompletionStage<Verdict> complete(long octets) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        onLane(verdict, () -> {
            ReceivedFile written = open();
            if (repeated) {
                written.check(offer.expected());
                written.abort();
                ended();
                events.repeated(callId, name());
                verdict.complete(Verdict.TAKEN);
                return;
            }
            ContentHash hash = written.hash(HashAlgorithm.SHA_256);
            CompletionStage<Path> stored = written.finishing(offer.expected());
            finishing = verdict;
            stored.whenComplete((path, failure) ->
                    lane.execute(() -> step(verdict, () -> stored(verdict, path, failure, written.length(), hash))));
        });
        return verdict;
    }

    private void stored(
            CompletableFuture<Verdict> verdict,
            @Nullable Path path,
            @Nullable Throwable failure,
            long bytes,
            ContentHash hash)
            throws MediaException {
        if (failure instanceof MediaException known) {
            throw known;
        }
        if (path == null) {
            throw new IllegalStateException("finishing a file failed", failure);
        }
        ended();
        announced.ifPresent(known -> {
            transfers.completed(offer.transferId(), known);
            inbox.forget(known);
        });
        events.received(new ReceivedMessage(callId, name(), path, message.contentType(), bytes, hash.hex()));
        verdict.complete(Verdict.TAKEN);
    }

    @Override
    public void aborted(Abandonment why) {
        lane.execute(() -> {
            switch (why) {
                case BY_SENDER -> breakOff("the sender stopped it");
                case REFUSED -> lose("it was refused");
                case TIMED_OUT -> breakOff("its rest did not come in time");
                case SESSION_ENDED -> breakOff("the MSRP session ended before it was complete");
            }
        });
    }

    /** Whether nothing more becomes of it. Any thread. */
    boolean over() {
        return over;
    }

    /**
     * The call is over; a file that is not complete by now will not be in this call. On the lane.
     *
     * @return done when there is nothing more to be told of it: one that is complete may be on its way to the disk
     */
    CompletionStage<?> callEnded(String why) {
        breakOff("it was not complete when the call ended: " + why);
        CompletableFuture<Verdict> last = finishing;
        return last == null ? CompletableFuture.completedStage(null) : last;
    }

    /** As {@link #callEnded}, on any thread. */
    CompletionStage<?> end(String why) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        try {
            lane.execute(() -> {
                var _ = callEnded(why).whenComplete((_, _) -> done.complete(true));
            });
        } catch (RejectedExecutionException closed) {
            // The MSRP endpoint closed before the lanes did, and has ended what was open.
            done.complete(false);
        }
        return done;
    }

    /** Waits no longer for more; done when what arrived is kept. Any thread. */
    CompletionStage<?> giveUp() {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        lane.execute(() -> {
            breakOff("its sender goes on with it in another call");
            done.complete(true);
        });
        return done;
    }

    private ReceivedFile open() throws MediaException {
        ReceivedFile open = file;
        if (open == null) {
            open = offer.start() > 0 && announced.isPresent()
                    ? inbox.resume(announced.get(), name(), offer.start())
                    : announced.isPresent() ? inbox.receive(name(), announced.get()) : inbox.receive(name());
            file = open;
        }
        return open;
    }

    private void breakOff(String why) {
        ReceivedFile open = file;
        if (!over && finishing == null && !repeated && open != null && announced.isPresent()) {
            long kept = open.keep(announced.get());
            if (kept > 0) {
                events.kept(callId, name(), kept, announced.get().size());
            }
        }
        lose(why);
    }

    private void lose(String why) {
        if (over || finishing != null) {
            return;
        }
        ended();
        ReceivedFile open = file;
        if (open != null) {
            open.abort();
        }
        events.lost(callId, name(), why);
    }

    private void ended() {
        over = true;
        announced.ifPresent(known -> transfers.over(known, this));
    }

    private void onLane(CompletableFuture<Verdict> verdict, Work work) {
        lane.execute(() -> {
            if (over) {
                verdict.complete(new Verdict.Refused(413, "Stopped"));
            } else {
                step(verdict, work);
            }
        });
    }

    private void step(CompletableFuture<Verdict> verdict, Work work) {
        try {
            work.run();
        } catch (MediaException e) {
            finishing = null;
            lose(String.valueOf(e.getMessage()));
            // 400 is the nearest that RFC 4975 §10 has to "this is not what you announced"; 413 means: stop
            // sending.
            boolean mismatch = e.reason() == MediaException.Reason.MISMATCH;
            verdict.complete(
                    mismatch
                            ? new Verdict.Refused(400, "Not the file that was announced")
                            : new Verdict.Refused(413, "Cannot be stored"));
        } catch (RuntimeException e) {
            finishing = null;
            lose("we failed: " + e);
            verdict.completeExceptionally(e);
        }
    }

    private String name() {
        return offer.selector()
                .name()
                .orElse(message.contentType().startsWith("text/plain") ? "message.txt" : "message.bin");
    }

    /** Something that ends in a verdict, now or later. */
    private interface Work {
        void run() throws MediaException;
    }
}

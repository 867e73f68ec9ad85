package org.voxpost.app.receive;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.voxpost.app.progress.ProgressMeter;
import org.voxpost.engine.lane.Lane;
import org.voxpost.media.ContentHash;
import org.voxpost.media.ExpectedContent;
import org.voxpost.media.HashAlgorithm;
import org.voxpost.media.MediaException;
import org.voxpost.media.ReceivedFile;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MessageSink;
import org.voxpost.msrp.Verdict;
import org.voxpost.sdp.FileSelector;
import org.voxpost.sdp.Hash;

/** Writes one message to one file. Disk work happens on the call's lane, whose threads may block; the event loop only enqueues. */
final class FileSink implements MessageSink {
    private final DeliveryServer server;
    private final String callId;
    private final FileSelector selector;
    private final IncomingMessage message;
    private final Lane lane;
    private final ProgressMeter meter;
    private @Nullable ReceivedFile file;
    private boolean over;

    FileSink(DeliveryServer server, String callId, FileSelector selector, IncomingMessage message, Lane lane) {
        this.server = server;
        this.callId = callId;
        this.selector = selector;
        this.message = message;
        this.lane = lane;
        this.meter =
                new ProgressMeter(lane.now(), 0, selector.size().isPresent() ? selector.size() : message.totalOctets());
    }

    @Override
    public CompletionStage<Verdict> take(long offset, ByteBuffer part) {
        return onLane(() -> {
            ReceivedFile written = open();
            written.write(offset, part);
            server.events().progressed(callId, offeredName(), meter.at(written.length(), lane.now()));
            return Verdict.TAKEN;
        });
    }

    @Override
    public CompletionStage<Verdict> complete(long octets) {
        return onLane(() -> {
            ReceivedFile written = open();
            ContentHash hash = written.hash(HashAlgorithm.SHA_256);
            Path path = written.finish(expected());
            over = true;
            server.events()
                    .received(new ReceivedMessage(
                            callId, offeredName(), path, message.contentType(), octets, hash.hex()));
            return Verdict.TAKEN;
        });
    }

    @Override
    public void aborted(Abandonment why) {
        lane.execute(() -> lose(
                switch (why) {
                    case BY_SENDER -> "the sender stopped it";
                    case REFUSED -> "it was refused";
                    case SESSION_ENDED -> "the MSRP session ended before it was complete";
                }));
    }

    /** The call is over; a file that is not complete by now never will be. On the lane. */
    void callEnded(String why) {
        lose("it was not complete when the call ended: " + why);
    }

    private ReceivedFile open() throws MediaException {
        ReceivedFile open = file;
        if (open == null) {
            open = server.inbox().receive(offeredName());
            file = open;
        }
        return open;
    }

    private void lose(String why) {
        if (over) {
            return;
        }
        over = true;
        ReceivedFile open = file;
        if (open != null) {
            open.abort();
        }
        server.events().lost(callId, offeredName(), why);
    }

    private CompletionStage<Verdict> onLane(Work work) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        lane.execute(() -> {
            if (over) {
                verdict.complete(new Verdict.Refused(413, "Stopped"));
                return;
            }
            try {
                verdict.complete(work.run());
            } catch (MediaException e) {
                lose(String.valueOf(e.getMessage()));
                // 400 is the nearest that RFC 4975 §10 has to "this is not what you announced"; 413 means: stop
                // sending.
                boolean mismatch = e.reason() == MediaException.Reason.MISMATCH;
                verdict.complete(
                        mismatch
                                ? new Verdict.Refused(400, "Not the file that was announced")
                                : new Verdict.Refused(413, "Cannot be stored"));
            } catch (RuntimeException e) {
                lose("we failed: " + e);
                verdict.completeExceptionally(e);
            }
        });
        return verdict;
    }

    private ExpectedContent expected() {
        ExpectedContent expected = ExpectedContent.nothing();
        if (selector.size().isPresent()) {
            expected = expected.withSize(selector.size().getAsLong());
        }
        for (Hash hash : selector.hashes()) {
            switch (hash.algorithm()) {
                case "sha-256" -> {
                    return expected.withHash(new ContentHash(HashAlgorithm.SHA_256, hash.hex()));
                }
                case "sha-1" -> expected = expected.withHash(new ContentHash(HashAlgorithm.SHA_1, hash.hex()));
                default -> {
                    // A hash that we cannot make says nothing to us.
                }
            }
        }
        return expected;
    }

    private String offeredName() {
        return selector.name().orElse(message.contentType().startsWith("text/plain") ? "message.txt" : "message.bin");
    }

    /** Something that ends in a verdict. */
    private interface Work {
        Verdict run() throws MediaException;
    }
}

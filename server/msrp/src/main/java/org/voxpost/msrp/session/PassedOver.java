package org.voxpost.msrp.session;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.voxpost.msrp.MessageSink;
import org.voxpost.msrp.Verdict;

/** Where messages go that are taken and wanted by nobody. */
final class PassedOver implements MessageSink {

    static final MessageSink SINK = new PassedOver();

    private PassedOver() {}

    @Override
    public CompletionStage<Verdict> take(long offset, ByteBuffer part) {
        return CompletableFuture.completedFuture(Verdict.TAKEN);
    }

    @Override
    public CompletionStage<Verdict> complete(long octets) {
        return CompletableFuture.completedFuture(Verdict.TAKEN);
    }

    @Override
    public void aborted(Abandonment why) {}
}

package org.voxpost.msrp.session;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.voxpost.msrp.MessageSink;
import org.voxpost.msrp.Verdict;

/**
 * The messages with which some peers keep a session alive, in place of SENDs without a body. A refusal would end their session,
 * so they are taken whatever the session accepts, and go nowhere.
 */
final class Heartbeat {

    private static final String TYPE = "text/x-msrp-heartbeat";

    static final MessageSink SINK = new MessageSink() {
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
    };

    private Heartbeat() {}

    static boolean is(String contentType) {
        return contentType.regionMatches(true, 0, TYPE, 0, TYPE.length());
    }
}

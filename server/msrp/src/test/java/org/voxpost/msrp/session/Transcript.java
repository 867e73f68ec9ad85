package org.voxpost.msrp.session;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MessageSink;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.SendEvents;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.Verdict;

/** What a session was told, by message; anything said twice fails at once. */
final class Transcript implements SessionEvents {

    /** Outcomes of what was sent; null until there is one. */
    final Map<String, @Nullable SendOutcome> outcomes = new LinkedHashMap<>();

    /** What came whole. */
    final Map<String, byte[]> whole = new LinkedHashMap<>();

    /** What began and did not end yet. */
    final Map<String, ByteArrayOutputStream> partial = new LinkedHashMap<>();

    final Map<String, MessageSink.Abandonment> abandoned = new LinkedHashMap<>();

    @Nullable
    SessionEnd end;

    boolean established;

    @Override
    public void established() {
        established = true;
    }

    @Override
    public Reception incoming(IncomingMessage message) {
        Sink sink = new Sink(message.messageId());
        partial.put(message.messageId(), sink.octets);
        return Reception.into(sink);
    }

    @Override
    public void ended(SessionEnd told) {
        if (end != null) {
            throw new AssertionError("a second end: " + told);
        }
        end = told;
    }

    /** Why the session ended; fails as long as it has not. */
    SessionEnd.Cause cause() {
        return Objects.requireNonNull(end).cause();
    }

    SendEvents sending(String messageId) {
        outcomes.put(messageId, null);
        return outcome -> {
            if (outcomes.put(messageId, outcome) != null) {
                throw new AssertionError("a second outcome of " + messageId);
            }
        };
    }

    private final class Sink implements MessageSink {
        private final String messageId;
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

        Sink(String messageId) {
            this.messageId = messageId;
        }

        @Override
        public CompletionStage<Verdict> take(long offset, ByteBuffer part) {
            if (octets.size() != offset) {
                throw new AssertionError("octets of " + messageId + " are not in their order");
            }
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            octets.writeBytes(copy);
            return CompletableFuture.completedFuture(Verdict.TAKEN);
        }

        @Override
        public CompletionStage<Verdict> complete(long length) {
            partial.remove(messageId);
            if (whole.put(messageId, octets.toByteArray()) != null) {
                throw new AssertionError(messageId + " came twice");
            }
            return CompletableFuture.completedFuture(Verdict.TAKEN);
        }

        @Override
        public void aborted(Abandonment why) {
            partial.remove(messageId);
            abandoned.put(messageId, why);
        }
    }
}

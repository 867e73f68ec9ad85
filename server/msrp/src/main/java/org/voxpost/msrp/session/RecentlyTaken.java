package org.voxpost.msrp.session;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.UriPath;

/**
 * The last messages that a session took, for those that turn out to have failed (RFC 4975 §7.1.4), and for those that come again
 * when the session has moved: the answer to them may have been lost with the connection.
 */
final class RecentlyTaken {

    private static final int SIZE = 16;

    /** As long as a sender waits for a response (RFC 4975 §7.1): what was taken before that is not sent again. */
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final @Nullable Message[] messages = new Message[SIZE];
    private int next;

    /**
     * A message that was taken.
     *
     * @param from path back to its sender
     * @param at when it was taken
     * @param repeatable whether the same may come again under another transaction id
     */
    record Message(
            String id,
            UriPath from,
            FailureReport wish,
            @Nullable String type,
            long length,
            long at,
            boolean repeatable) {}

    void add(Assembly message, long now) {
        Frame.Send head = message.firstHead();
        messages[next] = new Message(
                message.messageId(),
                head.from(),
                head.failureReport(),
                head.contentType(),
                message.length(),
                now,
                message.inherited() && message.waiting().stream().noneMatch(chunk -> chunk.last));
        next = (next + 1) % SIZE;
    }

    boolean knows(String id) {
        return count(id) > 0;
    }

    private int count(String id) {
        int count = 0;
        for (Message message : messages) {
            if (message != null && message.id().equals(id)) {
                count++;
            }
        }
        return count;
    }

    /**
     * The session has moved. What was taken shortly before may come again; but not from a peer that gives all its messages the same id.
     *
     * @param from where the sender is now
     */
    void moved(UriPath from, long now) {
        for (int i = 0; i < SIZE; i++) {
            Message one = messages[i];
            if (one != null) {
                boolean repeatable = now - one.at() <= PATIENCE_NANOS && count(one.id()) == 1;
                messages[i] = new Message(one.id(), from, one.wish(), one.type(), one.length(), one.at(), repeatable);
            }
        }
    }

    /** Whether a message of this id, type and length was taken before the session moved. */
    boolean repeats(String id, @Nullable String type, long total) {
        for (Message message : messages) {
            if (message != null
                    && message.repeatable()
                    && message.length() == total
                    && message.id().equals(id)
                    && Objects.equals(message.type(), type)) {
                return true;
            }
        }
        return false;
    }

    /** A message came again as a whole: the next one of this id is another. */
    void repeated(String id) {
        for (int i = 0; i < SIZE; i++) {
            Message one = messages[i];
            if (one != null && one.id().equals(id)) {
                messages[i] = new Message(one.id(), one.from(), one.wish(), one.type(), one.length(), one.at(), false);
            }
        }
    }

    /** Takes the latest of this id; null when it is none of the last. */
    @Nullable
    Message take(String id) {
        for (int i = 1; i <= SIZE; i++) {
            int at = Math.floorMod(next - i, SIZE);
            Message message = messages[at];
            if (message != null && message.id().equals(id)) {
                messages[at] = null;
                return message;
            }
        }
        return null;
    }
}

package org.voxpost.msrp.session;

import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.wire.UriPath;

/** The last messages that a session took, for those that turn out to have failed (RFC 4975 §7.1.4). */
final class RecentlyTaken {

    private static final int SIZE = 16;

    private final @Nullable Message[] messages = new Message[SIZE];
    private int next;

    /**
     * A message that was taken.
     *
     * @param from path back to its sender
     */
    record Message(String id, UriPath from, FailureReport wish, long length) {}

    void add(Assembly message) {
        messages[next] = new Message(
                message.messageId(),
                message.firstHead().from(),
                message.firstHead().failureReport(),
                message.length());
        next = (next + 1) % SIZE;
    }

    boolean knows(String id) {
        for (Message message : messages) {
            if (message != null && message.id().equals(id)) {
                return true;
            }
        }
        return false;
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

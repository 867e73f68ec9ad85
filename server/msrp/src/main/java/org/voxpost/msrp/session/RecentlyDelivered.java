package org.voxpost.msrp.session;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.SendEvents;
import org.voxpost.msrp.SendOutcome;

/** The last messages that counted as delivered, for a failure REPORT that comes after all (RFC 4975 §7.1.4). */
final class RecentlyDelivered {

    private static final Logger LOG = LoggerFactory.getLogger(RecentlyDelivered.class);

    private static final int SIZE = 8;

    private final @Nullable Message[] messages = new Message[SIZE];
    private int next;

    private record Message(String id, SendEvents events) {}

    void add(Outgoing message) {
        messages[next] = new Message(message.messageId(), message.events());
        next = (next + 1) % SIZE;
    }

    boolean takeBack(String messageId, SendOutcome.Refused refusal) {
        for (int i = 0; i < SIZE; i++) {
            Message message = messages[i];
            if (message != null && message.id().equals(messageId)) {
                messages[i] = null;
                tell(message, refusal);
                return true;
            }
        }
        return false;
    }

    private static void tell(Message message, SendOutcome.Refused refusal) {
        try {
            message.events().takenBack(refusal);
        } catch (RuntimeException | Error e) {
            LOG.warn("A listener of message {} failed when its delivery was taken back", message.id(), e);
        }
    }
}

package org.voxpost.msrp.session;

import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.wire.Status;

/**
 * How the last messages of a session were answered: some peers send a SEND again, under the same id, when the 200 is late.
 * Others use one id for several messages, so the Message-ID has to be the same too.
 */
final class Answered {

    private static final int SIZE = 32;

    private final @Nullable Answer[] answers = new Answer[SIZE];
    private int next;

    private record Answer(String transaction, String messageId, Status status) {}

    @Nullable
    Status of(String transaction, String messageId) {
        for (Answer answer : answers) {
            if (answer != null
                    && answer.transaction().hashCode() == transaction.hashCode()
                    && answer.transaction().equals(transaction)
                    && answer.messageId().equals(messageId)) {
                return answer.status();
            }
        }
        return null;
    }

    void add(String transaction, String messageId, Status status) {
        answers[next] = new Answer(transaction, messageId, status);
        next = (next + 1) % SIZE;
    }
}

package org.voxpost.msrp;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes the body of one incoming message. Called on the event loop of the session's connection; must not block. Parts come
 * with their offset, each octet once; out of order when the peer sends them so (RFC 4975 §7.3.1). Of chunks that overlap, the
 * octets that came first count.
 *
 * <p>A chunk gets its 200 when every part of it was taken, the last one when {@link #complete} is answered too. As long as
 * answers are outstanding for more than {@link MsrpLimits#unansweredOctets()}, nothing is read from that connection.
 */
public interface MessageSink {

    /**
     * Takes a part of the body. {@code part} stays valid until the answer is there, which may come from any thread; the stack
     * releases it.
     *
     * @param offset position of the first octet in the message, from 0
     * @return {@link Verdict#TAKEN}, or a refusal, which is the response to the chunk and discards the rest. An exception
     *     counts as {@code 413}
     */
    CompletionStage<Verdict> take(long offset, ByteBuffer part);

    /**
     * Every octet from 0 to {@code octets} was taken. The final 200 (and the success report) waits for the answer.
     */
    CompletionStage<Verdict> complete(long octets);

    /**
     * A chunk ended, every part of it was taken, and the message goes on: the 200 of the chunk waits for the answer. For a sink that answers
     * for what seemed to be the last part only in {@link #complete}.
     */
    default CompletionStage<Verdict> paused() {
        return Verdict.TAKEN_NOW;
    }

    /**
     * Shows octets that came again. Those that came first count; a sink that can read them back says whether these are the same.
     * {@code again} is lent as the parts of {@link #take} are.
     *
     * @param offset position of the first of them, from 0
     * @return {@link Verdict#TAKEN} when they are the same, or nobody knows; a refusal with 400 when they contradict what came first
     */
    default CompletionStage<Verdict> repeated(long offset, ByteBuffer again) {
        return CompletableFuture.completedFuture(Verdict.TAKEN);
    }

    /** The message will not be completed. Nothing follows. */
    void aborted(Abandonment why);

    /** Why a message stayed incomplete. */
    enum Abandonment {
        /** The sender ended it with {@code #}. */
        BY_SENDER,
        /** We refused it after it began. */
        REFUSED,
        /** Its rest did not come, or {@link Reception.Later} was not decided, in time. */
        TIMED_OUT,
        /** The session ended while octets were missing. */
        SESSION_ENDED
    }
}

package org.voxpost.msrp;

/** A message that was handed to {@link MsrpSession#send}. */
public interface OutgoingMessage {

    /** The Message-ID, the same in every chunk (RFC 4975 §7.1.1). */
    String messageId();

    /**
     * Stops the message: a chunk under way is ended with {@code #} and the outcome is {@link SendOutcome.Aborted}. Without
     * effect when the outcome is known already. Any thread.
     */
    void abort();
}

package org.voxpost.msrp;

/** What happens to an outgoing message. Called on the event loop of the session; must not block. */
public interface SendEvents {

    /**
     * Says that so many octets of the message are acknowledged by now; never decreases. Behind relays it is the one next to us that has
     * taken them (RFC 4976 §6.4.1): what has come to the peer is told by its reports alone, which {@link #finished} waits for.
     */
    default void acknowledged(long octets) {}

    /** Says how the message ended. Called once, and last but for {@link #takenBack}. */
    void finished(SendOutcome outcome);

    /**
     * Says that a message which had ended as {@link SendOutcome.Delivered} failed after all: a failure REPORT came after the
     * 200 (RFC 4975 §7.1.4). The last few messages of a session are remembered for it.
     */
    default void takenBack(SendOutcome.Refused refusal) {}
}

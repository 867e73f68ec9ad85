package org.voxpost.msrp;

/** What happens to an outgoing message. Called on the event loop of the session; must not block. */
public interface SendEvents {

    /** Says that so many octets of the message are acknowledged by now; never decreases. */
    default void acknowledged(long octets) {}

    /** Says how the message ended. Called once, last. */
    void finished(SendOutcome outcome);
}

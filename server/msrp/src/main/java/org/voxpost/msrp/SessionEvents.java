package org.voxpost.msrp;

/** What happens to a session. Called on the event loop of the session's connection; must not block. */
public interface SessionEvents {

    /** The session is bound to a connection: the first request passed in one direction and was taken. */
    default void established() {}

    /**
     * A message with content begins. The answer decides where its body goes, or refuses it. Requests without a body never
     * come here.
     */
    Reception incoming(IncomingMessage message);

    /**
     * The session is over. Called once, after the outcome of every message that was on its way; not after
     * {@link NegotiationRefused}.
     */
    default void ended(SessionEnd end) {}
}

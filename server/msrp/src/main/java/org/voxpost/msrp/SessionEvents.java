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
     * Our relay has given the session another path, and {@link MsrpSession#localDescription()} shows it. The peer has to be told by a
     * new offer, or cannot send any more once the old path expires; what we send goes the new way already.
     */
    default void redescribed() {}

    /**
     * The session is over. Called once, after the outcome of every message that was on its way; not after
     * {@link NegotiationRefused}.
     */
    default void ended(SessionEnd end) {}
}

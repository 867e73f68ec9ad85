package org.voxpost.msrp;

import org.voxpost.sdp.MediaDescription;

/** One MSRP session (RFC 4975 §5.4). Methods may be called from any thread. */
public interface MsrpSession {

    /** The session-id part of our own URI: at least 128 random bits (RFC 4975 §14.1). */
    String id();

    /**
     * Our media description: the offer, or the answer that was made from the offer of the other side. Stays what it is, but for
     * {@link SessionEvents#redescribed()}.
     */
    MediaDescription localDescription();

    /**
     * Takes the answer to our offer, to be called when the ACK is sent. By RFC 6135 the session then connects, or waits to be
     * connected to, within {@link MsrpTimeouts#establish()}.
     *
     * @throws NegotiationRefused when the answer refuses or contradicts the offer; the session is ended then, without a call
     *     of {@link SessionEvents#ended}
     */
    void answered(MediaDescription answer) throws NegotiationRefused;

    /**
     * Says that the answer of an answering session is on its way, so that an active session may connect and the establish
     * timer runs. A peer that connects earlier is served all the same. Without effect on an offering session.
     */
    void start();

    /**
     * Queues a message. It leaves when the session is established and those before it on this session left the machine, as
     * far as the window of the {@link PeerPolicy} lets them.
     */
    OutgoingMessage send(MessageContent content, SendEvents events);

    /**
     * Ends the session, after BYE. Messages that are still on their way end as {@link SendOutcome.Aborted}; the connection is
     * closed when no other session uses it. Calling it again does nothing.
     */
    void end();
}

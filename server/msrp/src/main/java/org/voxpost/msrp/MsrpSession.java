package org.voxpost.msrp;

import java.util.concurrent.CompletionStage;
import org.voxpost.sdp.MediaDescription;

/** One MSRP session (RFC 4975 §5.4). Methods may be called from any thread. */
public interface MsrpSession {

    /** The session-id part of our own URI: at least 128 random bits (RFC 4975 §14.1). */
    String id();

    /**
     * Our media description as the peer knows it: the last offer, or the last answer that was made from an offer of the peer. Changes
     * otherwise only with {@link SessionEvents#redescribed()}.
     */
    MediaDescription localDescription();

    /**
     * Takes the answer to our offer, to be called when the ACK is sent. By RFC 6135 the session then connects, or waits to be
     * connected to, within {@link MsrpTimeouts#establish()}. The answer to {@link #reoffer()} moves the session as
     * {@link #reoffered} does.
     *
     * @param answer with the c-line that counts for it ({@code SessionDescription.complete})
     * @throws NegotiationRefused when the answer refuses or contradicts the offer. After the first offer the session is ended then,
     *     without a call of {@link SessionEvents#ended}, but for {@link NegotiationRefused.Reason#WITHOUT_CEMA}; after a later one
     *     it stays as it was
     */
    void answered(MediaDescription answer) throws NegotiationRefused;

    /**
     * Takes an offer of the peer's in mid-call (RFC 4975 §8.4). Where its path is another one, the session leaves its connection and
     * makes or awaits a new one, within {@link MsrpTimeouts#establish()}; else nothing happens. What was not delivered by then is
     * sent again from its first octet, under the same Message-ID; incomplete incoming messages are aborted. Our own path stays.
     *
     * @param offer with the c-line that counts for it ({@code SessionDescription.complete})
     * @return our answer
     * @throws NegotiationRefused when nothing can come of the offer; the session stays as it was
     */
    MediaDescription reoffered(MediaDescription offer) throws NegotiationRefused;

    /** Our description for an offer of ours in mid-call, in which nothing changes; its answer goes to {@link #answered}. */
    MediaDescription reoffer();

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
     * Asks the chat room at the other end for the name by which its participants are to know us (RFC 7701 §7.1), or gives it back with
     * {@link Nickname#NONE}. For established sessions, whose peer says {@code nickname} in {@code a=chatroom}. It goes out between the
     * chunks of what is sent, and waits for nothing.
     *
     * @return completes once, on the event loop of the session, and before {@link SessionEvents#ended}; within
     *     {@link MsrpTimeouts#transaction()} of leaving the machine. Never exceptionally
     */
    CompletionStage<NicknameOutcome> nickname(Nickname name);

    /**
     * Ends the session, after BYE. Messages that are still on their way end as {@link SendOutcome.Aborted}; the connection is
     * closed when no other session uses it. Calling it again does nothing.
     */
    void end();

    /**
     * Ends the session as {@link #end()} does, but still takes what the peer has sent already: messages come in and are answered
     * for {@link FlowTimeouts#tail()}, or until the connection is gone. {@link SessionEvents#ended} follows then.
     */
    void endAfterTail();

    /**
     * Completes when nothing has passed on the session in either direction for {@link FlowTimeouts#inactivity()}, when {@link
     * FlowTimeouts#outer()} is over, or when the session has ended: the time for a delayed BYE. At once when it has no
     * connection, or inactivity is zero. Completes on the event loop of the session.
     */
    CompletionStage<Void> quiet();

    /**
     * Tells the sender of a message that was taken that it failed after all, with a failure REPORT (RFC 4975 §7.1.4). Without
     * effect when the sender wants none, or the message is not among the last 16 that the session took.
     *
     * @param status 400 to 599, such as 408 or 413
     */
    void failed(String messageId, int status, String comment);
}

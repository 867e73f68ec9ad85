package org.voxpost.engine.capture.store;

/** What a fact is about. Those with a name of NENA's map one to one to its LogEvent kinds (NENA-STA-010.3). */
public enum FactKind {
    /** A SIP message as it came: CallSignalingMessage. */
    SIGNALLING,
    /** The session was opened: CallStart. */
    CALL_STARTED,
    /** Text can flow: MediaStart. The octets are our session description. */
    MEDIA_STARTED,
    /** A message that is whole: NonRtpMediaMessage. */
    MESSAGE,
    /** A message of which the rest never came. What did come is kept. */
    INCOMPLETE,
    /** A message of ours was acknowledged by the far end. */
    DELIVERED,
    /** A message of ours was not. */
    UNDELIVERED,
    /** By which name the others know us, where the caller is a chat room, or why by none (RFC 7701 §7). */
    NICKNAME,
    /** No text can flow any more: MediaEnd. */
    MEDIA_ENDED,
    /** The session is closed: CallEnd. */
    CALL_ENDED,
    /** A SIP message that could not be read; of no session: MalformedMessage. */
    MALFORMED,
    /** A call that was to be captured and was not taken; of no session. The octets are its INVITE: CallSignalingMessage. */
    REFUSED
}

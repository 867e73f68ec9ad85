package org.voxpost.sip;

import java.nio.ByteBuffer;

/** What the owner of an endpoint decides about requests outside of a dialog. */
public interface CallHandler {

    /**
     * An INVITE came in and was answered 100. Runs on the call's lane. The call waits for {@link IncomingCall#answer},
     * {@link IncomingCall#reject} or the caller's CANCEL; none of them has to happen before this returns.
     *
     * @return who hears what happens to the call from now on
     */
    CallEvents incoming(IncomingCall call);

    /**
     * A message came that is refused with 400, or dropped because it cannot be read. Called once for each by a network thread: must not block.
     *
     * @param peer the transport address that it came from, as {@link IncomingCall#peer}
     * @param octets as they came, read only; of what closes a TCP connection only what had come by then
     * @param why a few words of ours, without anything of the message
     */
    default void malformed(String peer, ByteBuffer octets, String why) {}

    /** The answer to an OPTIONS (RFC 3261 §11). Called by a network thread: must not block. */
    default OptionsAnswer options() {
        return new OptionsAnswer.Accepting();
    }

    /**
     * Whether every call that earlier processes left is resumed by now. Until then requests in dialogs that are not known are answered 500
     * with Retry-After, because 481 would end them (RFC 3261 §12.2.1.2). Must not block.
     */
    default boolean knowsAllCalls() {
        return true;
    }

    /** What clients that take part in overload control are told with every response (RFC 7339). Must not block. */
    default OverloadFeedback overload() {
        return OverloadFeedback.NONE;
    }
}

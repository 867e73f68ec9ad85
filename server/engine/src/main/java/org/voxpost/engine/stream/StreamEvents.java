package org.voxpost.engine.stream;

import java.util.function.UnaryOperator;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.SdpException;

/** Hears what offers and answers come to. Called on the lane of the call. */
public interface StreamEvents {

    /** The answer to our first offer is there, and does not count yet: false leaves it at that, and nothing follows of it. */
    default boolean mayAgree(MediaDescription answer) {
        return true;
    }

    /** The session is agreed upon: the answer to our first offer counts. Once. */
    default void agreed(MediaDescription answer) {}

    /** Nothing can come of the answer to our first offer. The session has ended, or is of no use. */
    default void refused(NegotiationRefused why) {}

    /** The peer refused our offer without CEMA, the last way to come to a session (RFC 6714 §4.2). */
    default void refused(int status, String reason) {}

    /**
     * An offer of the peer's in mid-call, before it counts.
     *
     * @return what is to be done to our answer; called when the session has taken the offer
     * @throws NegotiationRefused when it is to be refused; the session stays as it was
     */
    default UnaryOperator<MediaDescription> offered(MediaDescription offer) throws NegotiationRefused, SdpException {
        return answer -> answer;
    }

    /** The peer closed the stream in mid-call, with port 0 (RFC 5547 §8.4); the session is ended. */
    void closed();
}

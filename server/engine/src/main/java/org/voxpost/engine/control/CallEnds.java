package org.voxpost.engine.control;

import org.voxpost.sip.CallEnd;

/** Why a call is over, in words. */
final class CallEnds {

    private CallEnds() {}

    static String tell(CallEnd end) {
        return switch (end) {
            case CallEnd.RemoteBye(var reason) ->
                "the peer hung up" + reason.map(text -> ": " + text).orElse("");
            case CallEnd.LocalBye() -> "we hung up";
            case CallEnd.Cancelled() -> "cancelled";
            case CallEnd.Rejected(int status) -> "refused with " + status;
            case CallEnd.Refused refused -> "answered " + refused.status() + " " + refused.reason();
            case CallEnd.NoAnswer _ -> "no answer";
            case CallEnd.Unreachable(String why) -> "not reached: " + why;
            case CallEnd.NoAck() -> "our answer was never acknowledged";
            case CallEnd.SessionExpired() -> "the session timer ran out";
            case CallEnd.PeerLost(int status) -> "the peer does not know the call any more: " + status;
            case CallEnd.Failed(String why) -> "failed: " + why;
            case CallEnd.EndpointClosed() -> "the endpoint was closed";
        };
    }
}

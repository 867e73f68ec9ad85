package org.voxpost.sip;

import java.time.Duration;
import java.util.Optional;

/** Why a call is over. */
public sealed interface CallEnd {

    /** The peer hung up; {@code reason} is its Reason header (RFC 3326) as written, without control characters. */
    record RemoteBye(Optional<String> reason) implements CallEnd {}

    /** We hung up an established call. The answer to the BYE is not waited for. */
    record LocalBye() implements CallEnd {}

    /** The INVITE was cancelled: by the peer when the call came in, by {@link Call#hangUp} when we made it. */
    record Cancelled() implements CallEnd {}

    /** We refused a call that came in. */
    record Rejected(int status) implements CallEnd {}

    /**
     * The peer's final answer to our INVITE was no success, or a challenge or redirect that could not be followed.
     *
     * @param retryAfter of the Retry-After header
     * @param warning first Warning header, as written
     */
    record Refused(int status, String reason, Optional<Duration> retryAfter, Optional<String> warning)
            implements CallEnd {}

    /** No final answer to our INVITE within the deadline of the invitation; cancelled. */
    record NoAnswer(Duration deadline) implements CallEnd {}

    /** Our INVITE did not reach anybody: no response at all within 64*T1, name unknown, connection refused. */
    record Unreachable(String why) implements CallEnd {}

    /** Our 200 was never acknowledged (RFC 3261 §13.3.1.4); BYE was sent. */
    record NoAck() implements CallEnd {}

    /** The session timer ran out without a refresh by the peer (RFC 4028 §10); BYE was sent. */
    record SessionExpired() implements CallEnd {}

    /**
     * The peer does not know the dialog any more (481), or does not answer in it (408, also our own time-out; RFC 3261
     * §12.2.1.2).
     */
    record PeerLost(int status) implements CallEnd {}

    /** Something of ours failed while it handled the call; BYE was sent where there was a dialog. */
    record Failed(String why) implements CallEnd {}

    /** The endpoint was closed while the call stood. */
    record EndpointClosed() implements CallEnd {}

    /** The quoted text of a Warning (RFC 3261 §20.43), which says what the status does not. */
    private static String warnText(String warning) {
        int open = warning.indexOf('"');
        int close = warning.lastIndexOf('"');
        return open < 0 || close <= open + 1 ? "" : ": " + warning.substring(open + 1, close);
    }

    /**
     * In words, for operators and logs.
     *
     * @param peer what the other side is to be called, such as "the server"
     */
    default String inWords(String peer) {
        return switch (this) {
            case RemoteBye(var reason) ->
                peer + " hung up" + reason.map(why -> " (" + why + ")").orElse("");
            case LocalBye() -> "we hung up";
            case Cancelled() -> "cancelled";
            case Rejected(int status) -> "refused with " + status;
            case Refused refused ->
                peer + " refused with " + refused.status() + " " + refused.reason()
                        + refused.warning().map(CallEnd::warnText).orElse("");
            case NoAnswer(var deadline) -> "no answer within " + deadline.toSeconds() + " s";
            case Unreachable(String why) -> "nobody there: " + why;
            case NoAck() -> "our answer was never acknowledged";
            case SessionExpired() -> "the session timer ran out";
            case PeerLost(int status) -> peer + " no longer knows the call (" + status + ")";
            case Failed(String why) -> why;
            case EndpointClosed() -> "we closed";
        };
    }
}

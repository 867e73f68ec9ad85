package org.voxpost.engine.delivery;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.stream.SendingEnd;
import org.voxpost.engine.transfer.AttemptOutcome.Failed;
import org.voxpost.engine.transfer.SourceFailure;
import org.voxpost.media.MediaException;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.RelayRefused;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.sip.CallEnd;

/**
 * What went wrong, in one vocabulary: the code the peer gave, or the nearest one of SIP, and whether another attempt may
 * help. What a person has to change first (404, 410, 415, 488, 603 and their like) is permanent; what passes by itself
 * (408, 480, 486, 5xx, a lost connection) is temporary.
 */
final class Failures {

    private Failures() {}

    /** Of what came up while a source was opened or a file written. */
    static Failed of(Exception e) {
        return SourceFailure.of(e);
    }

    /** Of a call in which not everything was acknowledged. */
    static Failed of(SendingEnd end) {
        return switch (end) {
            case SendingEnd.NotSent(var outcome) -> of(outcome);
            case SendingEnd.CallEnded(var call) -> of(call);
            case SendingEnd.SessionEnded(var session) -> of(session);
            case SendingEnd.Unusable(var why) -> of(why);
            case SendingEnd.NotOffered(var why) -> ofOffer(why);
            case SendingEnd.RefusedWithoutCema(var status, var reason) ->
                Failed.permanently(status, "the delivery server refused an offer without CEMA: " + reason);
            case SendingEnd.Closed() -> Failed.temporarily(480, "the delivery server closed the stream with port 0");
            case SendingEnd.RestRefused() ->
                Failed.temporarily(488, "the delivery server does not go on with the file");
            case SendingEnd.Broken _, SendingEnd.Delivered _ -> Failed.temporarily(500, "internal error");
        };
    }

    /** Of an attempt at a server that failed so often that it rests. */
    static Failed leftAlone(Duration rest) {
        return new Failed(false, 503, "the server failed again and again and is left alone", Optional.of(rest));
    }

    /** Whether the server that a file is written to was not there, or could not do its work. */
    static boolean isOfServer(MediaException e) {
        return switch (e.reason()) {
            case UNREACHABLE, TIMEOUT -> true;
            case REMOTE_STATUS -> e.code() == 408 || (e.code() >= 500 && !permanent(e.code()));
            case NOT_FOUND,
                    FORBIDDEN,
                    UNREADABLE,
                    NOT_DELETABLE,
                    TOO_LARGE,
                    TRUNCATED,
                    BAD_URI,
                    EXISTS,
                    NO_SPACE,
                    CHANGED,
                    MISMATCH,
                    CORRUPT,
                    CANCELLED,
                    IO -> false;
        };
    }

    /** Whether the delivery server was not there, or could not do its work; not, say, that it does not want this file. */
    static boolean isOfServer(SendingEnd end) {
        return switch (end) {
            case SendingEnd.CallEnded(var call) -> isOfServer(call);
            case SendingEnd.SessionEnded(var session) -> session.cause() == SessionEnd.Cause.NOT_ESTABLISHED;
            case SendingEnd.NotSent(var outcome) -> outcome instanceof SendOutcome.TimedOut;
            case SendingEnd.Unusable _,
                    SendingEnd.NotOffered _,
                    SendingEnd.RefusedWithoutCema _,
                    SendingEnd.Closed _,
                    SendingEnd.RestRefused _,
                    SendingEnd.Broken _,
                    SendingEnd.Delivered _ -> false;
        };
    }

    private static boolean isOfServer(CallEnd end) {
        return end instanceof CallEnd.NoAnswer
                || end instanceof CallEnd.Unreachable
                || (end instanceof CallEnd.Refused refused
                        && !permanent(refused.status())
                        && (refused.status() == 408 || refused.status() >= 500));
    }

    /** Of a call that ended before the content was delivered. */
    private static Failed of(CallEnd end) {
        return switch (end) {
            case CallEnd.Refused(var status, var reason, var retryAfter, var warning) ->
                new Failed(
                        permanent(status),
                        status,
                        "the delivery server answered " + status + " " + reason
                                + warning.map(text -> " (" + text + ")").orElse(""),
                        retryAfter);
            case CallEnd.NoAnswer(var deadline) ->
                Failed.temporarily(408, "no answer to the INVITE within " + deadline.toMillis() + " ms");
            case CallEnd.Unreachable(var why) -> Failed.temporarily(408, "the delivery server was not reached: " + why);
            case CallEnd.RemoteBye(var reason) ->
                Failed.temporarily(
                        480,
                        "the delivery server hung up before everything was acknowledged"
                                + reason.map(text -> " (" + text + ")").orElse(""));
            case CallEnd.SessionExpired() -> Failed.temporarily(408, "the session timer of the call ran out");
            case CallEnd.PeerLost(var status) ->
                Failed.temporarily(status, "the delivery server does not know the call any more: " + status);
            case CallEnd.Failed(var why) -> Failed.temporarily(500, "the call failed: " + why);
            case CallEnd.EndpointClosed() -> Failed.temporarily(503, "the server is stopping");
            case CallEnd.LocalBye _, CallEnd.Cancelled _, CallEnd.Rejected _, CallEnd.NoAck _ ->
                Failed.temporarily(487, "the call was ended");
        };
    }

    /** Of an answer that no session can come of. */
    private static Failed of(NegotiationRefused e) {
        return switch (e.reason()) {
            case TYPES -> Failed.permanently(415, "the delivery server does not take this type: " + e.getMessage());
            case MAX_SIZE -> Failed.permanently(413, "too large for the delivery server: " + e.getMessage());
            case DECLINED, TRANSPORT, FINGERPRINT, NO_PATH, BAD_PATH, SETUP, MIDDLEBOX, WITHOUT_CEMA, OVER ->
                Failed.permanently(488, "the answer gives no MSRP session: " + e.getMessage());
        };
    }

    /** Of an offer that did not come about. */
    private static Failed ofOffer(@Nullable Throwable e) {
        return e instanceof RelayRefused refused
                ? of(refused)
                : Failed.temporarily(500, "no MSRP session could be offered");
    }

    /** Of a relay of ours. What it refuses today it refuses tomorrow, and counts against our account. */
    private static Failed of(RelayRefused refused) {
        String reason = "our MSRP relay does not serve us: " + refused.getMessage();
        return switch (refused.reason()) {
            case CREDENTIALS, FORBIDDEN, CHALLENGE, IDENTITY -> Failed.permanently(503, reason);
            case UNREACHABLE, SILENT, STATUS, NO_PATH -> Failed.temporarily(503, reason);
        };
    }

    /** Of a message that was not delivered. */
    private static Failed of(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Refused(var status, var comment) ->
                new Failed(
                        permanentInMsrp(status),
                        status,
                        "the delivery server refused the content with " + status
                                + (comment.isEmpty() ? "" : " " + comment),
                        Optional.empty());
            case SendOutcome.ConnectionLost(var reason) ->
                Failed.temporarily(480, "the MSRP connection was lost: " + reason);
            case SendOutcome.TimedOut(var phase) -> Failed.temporarily(408, waitedFor(phase));
            case SendOutcome.SourceFailed(var reason) ->
                Failed.temporarily(480, "the source could not be read to its end: " + reason);
            case SendOutcome.Aborted _, SendOutcome.Delivered _ -> Failed.temporarily(487, "the sending was stopped");
        };
    }

    /** Of a session that ended outside of a message. */
    private static Failed of(SessionEnd end) {
        int status = end.cause() == SessionEnd.Cause.NOT_ESTABLISHED ? 408 : 480;
        return Failed.temporarily(status, "the MSRP session ended: " + end.detail());
    }

    private static String waitedFor(SendOutcome.Phase phase) {
        return switch (phase) {
            case ESTABLISH -> "no MSRP connection came up in time";
            case RESPONSE -> "a chunk was not answered in time";
            case WRITE -> "the delivery server stopped reading";
            case REPORT -> "everything went out, and the delivery server reported nothing";
        };
    }

    private static boolean permanent(int status) {
        return switch (status) {
            case 408, 423, 429, 480, 481, 486, 487, 491 -> false;
            case 501, 505, 513 -> true;
            default -> status < 500 || status >= 600;
        };
    }

    private static boolean permanentInMsrp(int status) {
        return switch (status) {
            case 408, 481, 506 -> false;
            default -> true;
        };
    }
}

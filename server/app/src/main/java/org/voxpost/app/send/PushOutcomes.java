package org.voxpost.app.send;

import org.voxpost.engine.stream.SendingEnd;
import org.voxpost.msrp.RelayRefused;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.sip.CallEnd;

/** The end of an attempt in words for people. */
final class PushOutcomes {
    private PushOutcomes() {}

    static PushOutcome of(SendingEnd end) {
        return switch (end) {
            case SendingEnd.Delivered(long bytes) -> new PushOutcome.Delivered(bytes);
            case SendingEnd.RestRefused() -> new PushOutcome.Failed("the peer does not go on with the file");
            case SendingEnd.NotSent(var outcome) -> new PushOutcome.Failed(SendWords.of(outcome));
            case SendingEnd.CallEnded(CallEnd.RemoteBye _) ->
                new PushOutcome.Failed("the peer hung up before it had everything");
            case SendingEnd.CallEnded(var call) -> new PushOutcome.Failed(call.inWords("the peer"));
            case SendingEnd.SessionEnded(var session) -> new PushOutcome.Failed(session.detail());
            case SendingEnd.Closed() -> new PushOutcome.Failed("the peer closed the stream");
            case SendingEnd.Unusable(var why) ->
                new PushOutcome.Failed("the answer cannot be used: " + why.getMessage());
            case SendingEnd.RefusedWithoutCema(int status, String reason) ->
                new PushOutcome.Failed("the peer refused to do without CEMA: " + status + " " + reason);
            case SendingEnd.NotOffered(RelayRefused why) -> new PushOutcome.Failed(String.valueOf(why.getMessage()));
            case SendingEnd.NotOffered _ -> new PushOutcome.Failed("no session");
            case SendingEnd.Broken(var bug) -> new PushOutcome.Failed("we failed: " + bug);
        };
    }

    /** Whether another attempt may go on where this one stopped. */
    static boolean brokenOff(SendingEnd end) {
        return switch (end) {
            case SendingEnd.NotSent(var outcome) ->
                outcome instanceof SendOutcome.ConnectionLost || outcome instanceof SendOutcome.TimedOut;
            case SendingEnd.CallEnded(var call) -> call instanceof CallEnd.RemoteBye;
            case SendingEnd.SessionEnded _ -> true;
            case SendingEnd.Delivered _,
                    SendingEnd.RestRefused _,
                    SendingEnd.Closed _,
                    SendingEnd.NotOffered _,
                    SendingEnd.Unusable _,
                    SendingEnd.RefusedWithoutCema _,
                    SendingEnd.Broken _ -> false;
        };
    }
}

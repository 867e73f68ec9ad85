package org.voxpost.app.send;

import org.voxpost.msrp.SendOutcome;

/** What became of a message, for people. */
public final class SendWords {
    private SendWords() {}

    public static String of(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Delivered delivered -> delivered.octets() + " bytes were acknowledged";
            case SendOutcome.Refused refused -> "the peer answered " + refused.status() + " " + refused.comment();
            case SendOutcome.ConnectionLost lost -> "connection lost: " + lost.reason();
            case SendOutcome.TimedOut late ->
                switch (late.phase()) {
                    case ESTABLISH -> "no MSRP connection came about in time";
                    case RESPONSE -> "the peer did not acknowledge in time";
                    case WRITE -> "the peer stopped reading";
                    case REPORT -> "everything went out, and the peer reported nothing";
                };
            case SendOutcome.Aborted _ -> "stopped";
            case SendOutcome.SourceFailed failed -> "the file cannot be read: " + failed.reason();
        };
    }
}

package org.voxpost.msrp;

/** How the sending of one message ended. */
public sealed interface SendOutcome {

    /** Every octet was acknowledged, and reported when a success report was asked for. */
    record Delivered(long octets) implements SendOutcome {}

    /**
     * The peer answered or reported something other than 200 (RFC 4975 §10), or its max-size says that it would.
     *
     * @param comment the peer's text with control characters taken out, often empty
     */
    record Refused(int status, String comment) implements SendOutcome {}

    /** The session ended under the message. */
    record ConnectionLost(String reason) implements SendOutcome {}

    /** Nothing was heard in time. */
    record TimedOut(Phase phase) implements SendOutcome {}

    /** We stopped it: {@link OutgoingMessage#abort()} or {@link MsrpSession#end()}. */
    record Aborted() implements SendOutcome {}

    /** The body could not be read to its end. */
    record SourceFailed(String reason) implements SendOutcome {}

    /** What was waited for. */
    enum Phase {
        /** A TCP connection and its first request. */
        ESTABLISH,
        /** The response to a chunk (RFC 4975 §7.1.1: 30 seconds). */
        RESPONSE,
        /** Room in the peer's receive window. */
        WRITE,
        /** The report of the far end, when every octet was acknowledged ({@link MsrpTimeouts#report()}). */
        REPORT
    }
}

package org.voxpost.engine.stream;

import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.sip.CallEnd;

/** How a {@link SendingCall} came out. */
public sealed interface SendingEnd {

    /**
     * Everything is acknowledged.
     *
     * @param octets what the far end had before included
     */
    record Delivered(long octets) implements SendingEnd {}

    /** The far end does not go on with the file; it may take the whole (RFC 5547 §8.3.1). */
    record RestRefused() implements SendingEnd {}

    /** A message was not delivered. */
    record NotSent(SendOutcome outcome) implements SendingEnd {}

    /** The call ended before everything was acknowledged. */
    record CallEnded(CallEnd end) implements SendingEnd {}

    /** The session ended before everything was acknowledged. */
    record SessionEnded(SessionEnd end) implements SendingEnd {}

    /** The far end closed the stream in mid-call (RFC 5547 §8.4). */
    record Closed() implements SendingEnd {}

    /** No session could be offered, as when our relay does not serve us. */
    record NotOffered(@Nullable Throwable why) implements SendingEnd {}

    /** Nothing could come of the answer. */
    record Unusable(NegotiationRefused why) implements SendingEnd {}

    /** A middlebox does not know CEMA, and the far end refused to do without (RFC 6714 §4.2). */
    record RefusedWithoutCema(int status, String reason) implements SendingEnd {}

    /** Something of ours broke. */
    record Broken(Throwable bug) implements SendingEnd {}
}

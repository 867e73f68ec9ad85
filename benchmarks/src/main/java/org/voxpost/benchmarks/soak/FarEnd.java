package org.voxpost.benchmarks.soak;

import org.voxpost.testkit.DeliveryScript;

/** How the delivery server behaves. */
enum FarEnd {
    /** {@code ./voxpost receive}. */
    GOOD,
    ACTIVE,
    SILENT,
    RINGING,
    ABSENT,
    BUSY,
    OVERLOADED,
    DECLINED,
    NO_STREAM,
    REFUSED,
    MUTE,
    RESET,
    STALLED,
    HANGS_UP,
    TOO_LARGE,
    REPORTS_TOO_LARGE;

    /** @param size octets of what is sent */
    DeliveryScript script(int size) {
        return switch (this) {
            case GOOD -> new DeliveryScript.Accept();
            case ACTIVE -> new DeliveryScript.AcceptActive();
            case SILENT -> new DeliveryScript.Silent();
            case RINGING -> new DeliveryScript.RingingOnly();
            case ABSENT -> new DeliveryScript.Reject(404);
            case BUSY -> new DeliveryScript.Reject(486);
            case OVERLOADED -> new DeliveryScript.Reject(503, "Retry-After: 1");
            case DECLINED -> new DeliveryScript.Reject(603);
            case NO_STREAM -> new DeliveryScript.AnswerPortZero();
            case REFUSED -> new DeliveryScript.RefuseConnection();
            case MUTE -> new DeliveryScript.SilentAfterConnect();
            case RESET -> new DeliveryScript.ResetAfterOctets(size / 2);
            case STALLED -> new DeliveryScript.StallAfterOctets(size / 2);
            case HANGS_UP -> new DeliveryScript.ByeAfterOctets(size / 2);
            case TOO_LARGE -> new DeliveryScript.StatusAtChunk(1, 413);
            case REPORTS_TOO_LARGE -> new DeliveryScript.ReportAtEnd(413);
        };
    }
}

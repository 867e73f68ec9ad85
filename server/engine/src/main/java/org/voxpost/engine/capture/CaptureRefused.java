package org.voxpost.engine.capture;

/** What was asked for cannot be done. No stack trace: whoever asked is at fault, or the far end. */
public final class CaptureRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** @param message one sentence for people */
    public CaptureRefused(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Whose fault it is. */
    public enum Reason {
        /** No session of this id is open here. */
        NO_SESSION,
        /** The far end takes nothing of the kind, or text cannot flow. */
        NOT_TAKEN,
        /** What was given cannot be used. */
        BAD_REQUEST,
        /** We cannot at the moment. */
        UNAVAILABLE
    }
}

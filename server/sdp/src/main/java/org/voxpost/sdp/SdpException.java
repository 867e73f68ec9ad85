package org.voxpost.sdp;

/**
 * A session description, or one of its attributes, that cannot be understood. The fault is the peer's, so there is no
 * stack trace; the message says what is wrong and, where known, on which line. It never repeats octets of the peer, so
 * it may go to a log or a Warning header as it is.
 */
public final class SdpException extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;

    SdpException(String problem) {
        super(problem, null, false, false);
        this.line = 0;
    }

    SdpException(int line, String problem) {
        super("line " + line + ": " + problem, null, false, false);
        this.line = line;
    }

    /** The line at fault, counted from 1; 0 when the fault belongs to no single line. */
    public int line() {
        return line;
    }
}

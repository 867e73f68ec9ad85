package org.voxpost.cpim;

/**
 * A message/cpim, IMDN or is-composing document that cannot be understood. The fault is the peer's, so there is no stack trace; the message is
 * one sentence that repeats nothing of the peer's.
 */
public final class CpimException extends Exception {
    private static final long serialVersionUID = 1;

    CpimException(String problem) {
        super(problem, null, false, false);
    }

    /** One sentence. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}

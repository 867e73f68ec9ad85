package org.voxpost.engine.journal;

/** An entry that will never be on disk, or a journal that cannot be opened. */
public final class JournalException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param message one sentence for an operator
     */
    public JournalException(String message) {
        super(message);
    }

    /**
     * @param message one sentence for an operator
     */
    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}

package org.voxpost.app.command;

/** Options that contradict each other, or an argument that means nothing; the message is the whole sentence. Exit code 2. */
final class WrongUsage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongUsage(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}

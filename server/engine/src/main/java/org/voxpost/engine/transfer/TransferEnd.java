package org.voxpost.engine.transfer;

/** How a transfer, or one object of it, ended: the meaning of {@code transfer.end}. */
public enum TransferEnd {
    /** Every octet was acknowledged. */
    COMPLETE,
    /** {@code maxtime} was over first. */
    MAXTIME,
    /** A {@code terminate} event, {@code dialogend}, or the end of the dialog came first. */
    TERMINATED,
    /** It could not be delivered. */
    FAILED;

    /** Whether the dialog's exit says so. */
    public boolean isFailure() {
        return switch (this) {
            case FAILED, MAXTIME -> true;
            case COMPLETE, TERMINATED -> false;
        };
    }
}

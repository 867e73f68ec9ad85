package org.voxpost.engine.transfer;

/** What can happen to a transfer. */
sealed interface TransferInput {

    record Start() implements TransferInput {}

    /** An earlier run of the server began the transfer. */
    record GoOn(TransferProgress progress) implements TransferInput {}

    /** The {@code resume} event: a suspended transfer begins. */
    record Resume() implements TransferInput {}

    /** The {@code starttimer} event: {@code ftt} and {@code itt} count from now. */
    record StartTimers() implements TransferInput {}

    record Terminate(Parting how) implements TransferInput {}

    /** An operator wants no more of one object; the others go on. */
    record Cancel(int object) implements TransferInput {}

    /** Whoever could send events is gone; a suspended transfer would wait for ever. */
    record Orphaned() implements TransferInput {}

    /** A timeout may be due. */
    record Tick() implements TransferInput {}

    /** The far end acknowledged octets that it had not acknowledged before. */
    record Acknowledged(AttemptKey attempt, long octets) implements TransferInput {}

    record AttemptEnded(AttemptKey attempt, AttemptOutcome outcome) implements TransferInput {}
}

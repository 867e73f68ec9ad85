package org.voxpost.msrp;

/** The Failure-Report wish of a sender (RFC 4975 §7.1.1, §7.2). */
public enum FailureReport {
    /** Every chunk is answered, and the sender runs a timer. */
    YES,
    /** Only failures are answered: a message counts as delivered when it was written, unless a failure came before that. */
    PARTIAL,
    /** Nothing is answered: a message counts as delivered when it was written. */
    NO
}

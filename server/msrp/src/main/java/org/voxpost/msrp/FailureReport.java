package org.voxpost.msrp;

/** The Failure-Report wish of a sender (RFC 4975 §7.1.1, §7.2). */
public enum FailureReport {
    /** Every chunk is answered, and the sender runs a timer. */
    YES,
    /** Only failures are answered. */
    PARTIAL,
    /** Nothing is answered. */
    NO
}

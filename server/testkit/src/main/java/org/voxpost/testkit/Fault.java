package org.voxpost.testkit;

import java.time.Duration;

/** What a {@link FaultProxy} does to one direction of a connection. Octets are counted from 0 in that direction. */
public sealed interface Fault {
    /** All is passed on as it comes. */
    record None() implements Fault {}

    /** Passes this many octets, then closes both sides. */
    record CutAfter(long octets) implements Fault {}

    /** Passes this many octets, then resets both sides. */
    record ResetAfter(long octets) implements Fault {}

    /** Holds back whatever was read for this long, each time. */
    record Delay(Duration by) implements Fault {}

    /** Passes every octet in a segment of its own. */
    record OneOctetAtATime() implements Fault {}

    /** Passes this many octets, then reads on and passes nothing, with the connection left standing. */
    record BlackHoleAfter(long octets) implements Fault {}

    /** Passes this many octets, then reads no more: the sender's window closes. */
    record StallAfter(long octets) implements Fault {}
}

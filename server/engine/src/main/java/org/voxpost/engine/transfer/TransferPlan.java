package org.voxpost.engine.transfer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the machine needs to know of a {@code <transfer>}.
 *
 * @param suspended nothing happens before a {@code resume} event
 * @param iterations how often the list of objects is gone through; {@link #FOREVER} for no limit
 * @param delay the pause before the start and between iterations
 * @param startTimer {@code ftt} and {@code itt} count from the start, not from a {@code starttimer} event
 * @param ftt how long the first acknowledgement of an attempt may take
 * @param itt how long each further one may take
 * @param maxtime how long the whole may take
 */
public record TransferPlan(
        boolean suspended,
        int iterations,
        Optional<Duration> delay,
        boolean startTimer,
        Optional<Duration> ftt,
        Optional<Duration> itt,
        Optional<Duration> maxtime,
        List<ObjectPlan> objects) {

    public static final int FOREVER = -1;

    /**
     * One object.
     *
     * @param iterations how often it is delivered
     * @param retries how many further attempts a failed one gets
     * @param alone {@code wait}: the next object does not start before this one is finished
     */
    public record ObjectPlan(int iterations, int retries, boolean alone) {}

    public TransferPlan {
        objects = List.copyOf(objects);
        if (objects.isEmpty()) {
            throw new IllegalArgumentException("a transfer has at least one object");
        }
    }
}

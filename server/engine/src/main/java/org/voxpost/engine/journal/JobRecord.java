package org.voxpost.engine.journal;

import java.time.Instant;
import java.util.Optional;
import org.voxpost.engine.journal.OpenOrder.OpenJob;

/**
 * A job and what it belongs to.
 *
 * @param sequence grows with every job of the store
 * @param progress of the job, finished or not
 * @param size octets of the source, once it was open
 * @param dialog of the order
 * @param callId of the order
 * @param caller of the order
 * @param key of the order
 * @param acceptedAt wall-clock time
 * @param node that runs or ran it
 * @param retryOf the job that it tries once more
 * @param open whether the order has something left to do
 */
public record JobRecord(
        long sequence,
        OpenJob progress,
        long size,
        String dialog,
        String callId,
        String caller,
        Optional<String> key,
        Instant acceptedAt,
        String node,
        Optional<String> retryOf,
        boolean open) {}

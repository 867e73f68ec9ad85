package org.voxpost.engine.transfer;

import java.time.Duration;

/**
 * What became of one object.
 *
 * @param object its place in the document, from 0
 * @param octets delivered octets; 0 unless complete
 * @param status 200, or the code of the failure
 * @param reason one sentence for people; empty if there is nothing to say
 * @param attempts how often it was tried
 * @param finished how many objects of the transfer are finished, this one included
 */
public record ObjectReport(
        int object,
        TransferEnd end,
        Duration duration,
        long octets,
        int status,
        String reason,
        int attempts,
        int finished) {}

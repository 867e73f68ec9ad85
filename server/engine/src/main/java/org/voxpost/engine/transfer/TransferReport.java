package org.voxpost.engine.transfer;

import java.time.Duration;

/**
 * What became of the whole transfer.
 *
 * @param octets the sum of what was delivered
 * @param status 200, or the code of the first failure
 * @param reason of the first failure; empty if there was none
 * @param finished how many objects were finished, over all iterations
 */
public record TransferReport(
        TransferEnd end, Duration duration, long octets, int status, String reason, int finished) {}

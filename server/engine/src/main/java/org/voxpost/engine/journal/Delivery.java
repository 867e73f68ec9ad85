package org.voxpost.engine.journal;

import java.time.Instant;

/**
 * That a sink is to get a notice.
 *
 * @param attempts made so far
 * @param nextAttempt not before, wall-clock time
 * @param lastError one sentence, or empty
 */
public record Delivery(
        Notice notice, String sink, DeliveryState state, int attempts, Instant nextAttempt, String lastError) {}

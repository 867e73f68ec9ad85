package org.voxpost.engine.transfer;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The pause between two attempts: doubles each time up to a limit, with a share of chance so that jobs do not march in step. */
final class Backoff {

    private final TransferPolicy policy;
    private final RandomGenerator random;

    Backoff(TransferPolicy policy, RandomGenerator random) {
        this.policy = policy;
        this.random = random;
    }

    /** The pause after the given number of failed attempts; never shorter than what the peer asked for. */
    Duration after(int failures, Optional<Duration> retryAfter) {
        double full = Math.min(policy.backoffBase().toMillis() * Math.pow(2, failures - 1), (double)
                policy.backoffMax().toMillis());
        double pause = full * (1 - policy.jitter() * random.nextDouble());
        Duration own = Duration.ofMillis((long) pause);
        return retryAfter.filter(asked -> asked.compareTo(own) > 0).orElse(own);
    }
}

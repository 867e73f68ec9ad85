package org.voxpost.app.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Somebody who is sent notices.
 *
 * @param name under which the journal keeps what is left to send
 * @param url {@code http} or {@code https}
 * @param secret signs what is sent; never logged
 * @param firstWait after a failed attempt, doubled with each further one
 * @param longestWait between attempts
 * @param attempts after so many a notice is given up, and waits for an operator
 * @param deadline of one attempt
 */
public record Sink(
        String name,
        URI url,
        String secret,
        Duration firstWait,
        Duration longestWait,
        int attempts,
        Duration deadline) {

    /** After so many failed attempts. Half of it is left to chance, so that sinks of many nodes are not called in step. */
    Duration wait(int attempts) {
        double full = Math.min(firstWait.toMillis() * Math.pow(2, attempts), (double) longestWait.toMillis());
        return Duration.ofMillis(
                (long) (full * (0.5 + 0.5 * ThreadLocalRandom.current().nextDouble())));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return name + " " + url;
    }
}

package org.voxpost.app.webhook;

import java.time.Duration;
import java.util.Optional;

/** What became of one attempt to send a notice. */
sealed interface Answer {

    /** 2xx. */
    record Taken() implements Answer {}

    /**
     * Anything else.
     *
     * @param retryAfter what the sink asked for
     */
    record NotTaken(String why, Optional<Duration> retryAfter) implements Answer {}

    /** 410: the sink wants no more of it. */
    record Gone() implements Answer {}
}

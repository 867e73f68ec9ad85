package org.voxpost.sip;

import java.time.Duration;

/** How an OPTIONS is answered; load balancers read it as a health check. */
public sealed interface OptionsAnswer {

    /** 200: calls are welcome. */
    record Accepting() implements OptionsAnswer {}

    /** 503 with Retry-After: the server drains, or is full. */
    record Unavailable(Duration retryAfter) implements OptionsAnswer {}
}

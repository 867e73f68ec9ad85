package org.voxpost.sip;

import java.time.Duration;

/**
 * How sessions are kept alive (RFC 4028).
 *
 * @param expires session interval that we ask for or grant at most; 90 s at least
 * @param minimum shortest interval that we accept; a shorter one is answered 422. 90 s at least
 * @param always true: a 200 names us as refresher even when the peer did not offer {@code timer}, as XMS does; false: then
 *     there is no session timer
 */
public record SessionTimer(Duration expires, Duration minimum, boolean always) {
    /** RFC 4028 §4: no interval is shorter. */
    public static final Duration SHORTEST = Duration.ofSeconds(90);

    public static final SessionTimer DEFAULT = new SessionTimer(Duration.ofMinutes(30), SHORTEST, true);
}

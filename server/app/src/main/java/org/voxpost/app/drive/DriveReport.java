package org.voxpost.app.drive;

import java.time.Duration;
import java.util.List;

/**
 * What came of a script.
 *
 * @param connection {@code conn:TAG}; empty when the call was never answered
 * @param events in the order in which they came
 * @param failures one sentence for each thing that went wrong; none means success
 * @param took from the INVITE to the end of the call
 */
public record DriveReport(String connection, List<MsmlReply.Event> events, List<String> failures, Duration took) {
    public DriveReport {
        events = List.copyOf(events);
        failures = List.copyOf(failures);
    }

    /** The document was accepted, every dialog ended by itself, and every transfer delivered. */
    public boolean good() {
        return failures.isEmpty();
    }
}

package org.voxpost.engine.capture.store;

import java.util.Optional;

/**
 * Which sessions are asked for.
 *
 * @param open those that are open, or those that are closed
 * @param callId emergency call identifier, or the Call-ID of SIP
 * @param before older than the session of this id: the next page
 * @param limit at most so many
 */
public record SessionQuery(
        Optional<Boolean> open,
        Optional<String> callId,
        Optional<String> incidentId,
        Optional<String> caller,
        Optional<String> before,
        int limit) {}

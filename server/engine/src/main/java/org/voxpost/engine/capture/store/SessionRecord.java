package org.voxpost.engine.capture.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A captured session.
 *
 * @param id ours, unguessable
 * @param test whether it is a test call: never to be shown to a person as a call for help
 * @param callId the emergency call identifier, {@code urn:emergency:uid:callid:…}
 * @param incidentId the incident tracking identifier; empty without one
 * @param sipCallId Call-ID of the dialog; empty without one
 * @param caller who calls, as in From
 * @param called what was called, as in the Request-URI
 * @param peer the transport address it came from
 * @param previous session of the same call or caller before it, as it may be the same conversation; empty when there is none
 * @param ending why it is closed; empty while it is open
 */
public record SessionRecord(
        String id,
        Origin origin,
        boolean test,
        String callId,
        String incidentId,
        String sipCallId,
        String caller,
        String called,
        String peer,
        String previous,
        Instant openedAt,
        Optional<Instant> closedAt,
        String ending) {}

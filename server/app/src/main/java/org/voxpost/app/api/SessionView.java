package org.voxpost.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.capture.store.SessionRecord;

/**
 * A captured session.
 *
 * @param state {@code open} or {@code closed}
 * @param origin who owns the signalling: {@code direct}, {@code control} or {@code rest}
 * @param test whether it is a test call
 * @param previous the session of the same call or caller before it
 * @param ending why it is closed
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SessionView(
        String id,
        String state,
        String origin,
        boolean test,
        String callId,
        @Nullable String incidentId,
        @Nullable String callIdSip,
        String caller,
        String called,
        String peer,
        @Nullable String previous,
        Instant openedAt,
        @Nullable Instant closedAt,
        @Nullable String ending) {

    static SessionView of(SessionRecord session) {
        return new SessionView(
                session.id(),
                session.closedAt().isPresent() ? "closed" : "open",
                session.origin().name().toLowerCase(Locale.ROOT),
                session.test(),
                session.callId(),
                session.incidentId(),
                session.sipCallId(),
                session.caller(),
                session.called(),
                session.peer(),
                session.previous(),
                session.openedAt(),
                session.closedAt().orElse(null),
                session.ending());
    }
}

package org.voxpost.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.capture.Words;
import org.voxpost.engine.capture.store.CaptureEvent;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;
import org.voxpost.engine.capture.store.SessionRecord;
import org.voxpost.engine.capture.store.Side;

/**
 * What was said in a session, in order, and what happened besides that a reader has to know.
 *
 * @param complete whether the session is closed, so that nothing follows
 */
public record Transcript(SessionView session, boolean complete, List<Line> lines) {

    /**
     * One message, or one note of what happened.
     *
     * @param number of the fact within the session
     * @param from {@code caller}, {@code agent}, or absent for a note
     * @param text absent where the message is none of text
     * @param content where the octets are, exactly as they came
     * @param delivered whether the caller has it; absent for words of the caller, and while nobody knows
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Line(
            int number,
            Instant at,
            @Nullable String from,
            @Nullable String party,
            @Nullable String contentType,
            @Nullable String text,
            @Nullable Boolean validText,
            @Nullable String content,
            @Nullable Boolean delivered,
            @Nullable String note) {}

    static Transcript of(SessionRecord session, List<CaptureEvent> events) {
        Map<String, Fact> outcomes = new HashMap<>();
        for (CaptureEvent event : events) {
            if (event.fact().kind() == FactKind.DELIVERED || event.fact().kind() == FactKind.UNDELIVERED) {
                outcomes.put(event.fact().messageId(), event.fact());
            }
        }
        List<Line> lines = new ArrayList<>();
        for (CaptureEvent event : events) {
            line(event, session, outcomes).ifPresent(lines::add);
        }
        return new Transcript(SessionView.of(session), session.closedAt().isPresent(), lines);
    }

    private static Optional<Line> line(CaptureEvent event, SessionRecord session, Map<String, Fact> outcomes) {
        EventView view = EventView.of(event, Optional.of(session));
        Fact fact = event.fact();
        return switch (fact.kind()) {
            case MESSAGE -> Words.isNotification(fact) ? Optional.empty() : Optional.of(message(fact, view, outcomes));
            case INCOMPLETE ->
                Optional.of(said(fact, view, null, "This message never became complete: " + fact.note()));
            case CALL_STARTED -> Optional.of(note(fact, "The call began."));
            case MEDIA_STARTED -> Optional.of(note(fact, "Text can flow."));
            case NICKNAME -> Optional.of(note(fact, "In the chat room " + fact.note() + "."));
            case MEDIA_ENDED -> Optional.of(note(fact, "Text cannot flow any more: " + fact.note()));
            case CALL_ENDED -> Optional.of(note(fact, "The call is over: " + fact.note()));
            case SIGNALLING, DELIVERED, UNDELIVERED, MALFORMED -> Optional.empty();
        };
    }

    private static Line message(Fact fact, EventView view, Map<String, Fact> outcomes) {
        Fact outcome = fact.side() == Side.AGENT ? outcomes.get(fact.messageId()) : null;
        Boolean delivered = outcome == null ? null : outcome.kind() == FactKind.DELIVERED;
        return said(fact, view, delivered, outcome == null ? "" : outcome.note());
    }

    private static Line said(Fact fact, EventView view, @Nullable Boolean delivered, String note) {
        return new Line(
                fact.number(),
                fact.at(),
                from(fact.side()),
                fact.party(),
                fact.contentType(),
                view.text(),
                view.validText(),
                view.content(),
                delivered,
                note);
    }

    private static @Nullable String from(Side side) {
        return switch (side) {
            case NONE -> null;
            case CALLER -> "caller";
            case AGENT -> "agent";
        };
    }

    private static Line note(Fact fact, String note) {
        return new Line(fact.number(), fact.at(), null, null, null, null, null, null, null, note);
    }
}

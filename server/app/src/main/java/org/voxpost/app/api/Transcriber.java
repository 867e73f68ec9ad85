package org.voxpost.app.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.app.api.Transcript.Line;
import org.voxpost.engine.capture.Words;
import org.voxpost.engine.capture.store.CaptureEvent;
import org.voxpost.engine.capture.store.CaptureStore;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.SessionRecord;
import org.voxpost.engine.capture.store.Side;
import org.voxpost.engine.journal.JournalException;

/** Makes a transcript of what is on record of a session, and cuts it where it grows beyond what a page should be. */
final class Transcriber {

    /** Of a store that is asked. */
    private static final int AT_ONCE = 500;

    private static final int MOST_LINES = 10_000;
    private static final long MOST_CHARACTERS = 4 << 20;

    private final SessionRecord session;
    private final List<Line> lines = new ArrayList<>();

    /** Lines of the answering side by their message id, for what becomes of them. */
    private final Map<String, Integer> ours = new HashMap<>();

    private long characters;
    private int last;

    private Transcriber(SessionRecord session) {
        this.session = session;
    }

    static Transcript of(CaptureStore store, SessionRecord session) throws JournalException {
        Transcriber transcriber = new Transcriber(session);
        for (List<CaptureEvent> some = transcriber.more(store); !some.isEmpty(); some = transcriber.more(store)) {
            for (CaptureEvent event : some) {
                if (transcriber.isFull()) {
                    return transcriber.transcript(false, transcriber.last);
                }
                transcriber.take(event);
            }
        }
        return transcriber.transcript(session.closedAt().isPresent(), null);
    }

    private List<CaptureEvent> more(CaptureStore store) throws JournalException {
        return store.eventsOf(session.id(), last, AT_ONCE);
    }

    private boolean isFull() {
        return lines.size() >= MOST_LINES || characters >= MOST_CHARACTERS;
    }

    private Transcript transcript(boolean complete, @Nullable Integer next) {
        return new Transcript(SessionView.of(session), complete, next, lines);
    }

    private void take(CaptureEvent event) {
        Fact fact = event.fact();
        last = fact.number();
        switch (fact.kind()) {
            case MESSAGE -> message(event);
            case INCOMPLETE -> add(said(event, "This message never became complete: " + fact.note()));
            case CALL_STARTED -> add(note(fact, "The call began."));
            case MEDIA_STARTED -> add(note(fact, "Text can flow."));
            case NICKNAME -> add(note(fact, "In the chat room " + fact.note() + "."));
            case MEDIA_ENDED -> add(note(fact, "Text cannot flow any more: " + fact.note()));
            case CALL_ENDED -> add(note(fact, "The call is over: " + fact.note()));
            case DELIVERED, UNDELIVERED -> {
                Integer index = ours.get(fact.messageId());
                if (index != null) {
                    lines.set(index, lines.get(index).settled(fact));
                }
            }
            case SIGNALLING, MALFORMED, REFUSED -> {}
        }
    }

    private void message(CaptureEvent event) {
        Fact fact = event.fact();
        if (Words.isNotification(fact)) {
            return;
        }
        if (fact.side() == Side.AGENT) {
            ours.put(fact.messageId(), lines.size());
        }
        add(said(event, ""));
    }

    private void add(Line line) {
        lines.add(line);
        characters += line.text() == null ? 0 : line.text().length();
    }

    private Line said(CaptureEvent event, String note) {
        EventView view = EventView.of(event, Optional.of(session));
        Fact fact = event.fact();
        return new Line(
                fact.number(),
                fact.at(),
                from(fact.side()),
                fact.party(),
                fact.contentType(),
                view.text(),
                view.validText(),
                view.content(),
                null,
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

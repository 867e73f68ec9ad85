package org.voxpost.app.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.voxpost.engine.capture.store.CaptureEvent;
import org.voxpost.engine.capture.store.CaptureStore;
import org.voxpost.engine.journal.JournalException;

/** Facts of captured sessions as they are told, for any number of readers. Any thread may ask. */
public final class Events {

    private final CaptureStore store;
    private final EventFeed feed;
    private final KnownSessions sessions;

    public Events(CaptureStore store) {
        this.store = store;
        this.feed = new EventFeed(store);
        this.sessions = new KnownSessions(store);
    }

    EventFeed feed() {
        return feed;
    }

    /** Those behind a sequence number; where there are none yet, waits for them. */
    public List<EventView> after(long sequence, int limit, Duration wait)
            throws JournalException, InterruptedException {
        return views(feed.after(sequence, limit, wait));
    }

    /** Those behind a sequence number that are there now. */
    List<EventView> after(long sequence, int limit) throws JournalException {
        return views(store.events(sequence, limit));
    }

    private List<EventView> views(List<CaptureEvent> events) throws JournalException {
        List<EventView> views = new ArrayList<>(events.size());
        for (CaptureEvent event : events) {
            views.add(EventView.of(event, sessions.of(event.fact().session())));
        }
        return views;
    }
}

package org.voxpost.engine.capture;

import java.util.concurrent.CompletableFuture;
import org.voxpost.engine.capture.store.SessionRecord;

/** An open session, for the answering side. Any thread may call it. */
public final class LiveSession {

    /** Octets of one text of the answering side; a longer one is refused. */
    public static final int LONGEST_TEXT = 16_384;

    private final CapturedSession session;

    LiveSession(CapturedSession session) {
        this.session = session;
    }

    public SessionRecord record() {
        return session.record();
    }

    /**
     * Records text of the answering side and sends it.
     *
     * @param type media type of the octets
     * @param party who says it
     * @return completes once it is on record and on its way; what becomes of it is a fact with its message id. Exceptionally with
     *     {@link CaptureRefused}
     */
    public CompletableFuture<Said> say(String type, byte[] octets, String party) {
        return session.speech().say(type, octets, party);
    }

    /**
     * As {@link #say(String, byte[], String)}, under a message id that whoever says it knows before.
     *
     * @param messageId a token of at most 32 characters (RFC 4975 §9: {@code ident})
     */
    public CompletableFuture<Said> say(String messageId, String type, byte[] octets, String party) {
        return session.speech().say(messageId, type, octets, party);
    }

    /** Hears what goes on in it, from now on. */
    public void watch(SessionWatcher watcher) {
        session.watchers().add(watcher);
    }

    public void unwatch(SessionWatcher watcher) {
        session.watchers().remove(watcher);
    }

    /** Shows the caller that the answering side writes, or stopped, where the caller takes that. */
    public void showComposing(boolean active) {
        session.speech().composing(active);
    }

    /** Tells the caller to wait, by the text that is configured for it; as {@link #say}. */
    public CompletableFuture<Said> hold() {
        return session.speech().hold();
    }

    /** Ends it, with the closing text where one is configured. What becomes of that is told by facts. */
    public void end(String why) {
        session.end(why);
    }
}

package org.voxpost.engine.capture.store;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * Something that happened to a session. Texts are as the peer sent them; who prints them escapes them.
 *
 * @param session empty for what belongs to none
 * @param number within the session, from 1; one that is missing is of something that could not be written. 0 where there is no session
 * @param at when it happened, by the wall clock; taken once
 * @param messageId of a message; empty otherwise
 * @param party who said or did it, as far as that is known; empty otherwise
 * @param contentType of {@code octets} or {@code body}; empty where there are none
 * @param octets exactly as they came; read only, empty where {@code body} names them
 * @param body under which octets were kept as they came ({@link CaptureStore#keep}); empty when all of them are here
 * @param size octets of the content, wherever they are kept
 * @param status of SIP or MSRP; 0 where there is none
 * @param note in words for people; empty where there is nothing to say
 */
public record Fact(
        String session,
        int number,
        Instant at,
        FactKind kind,
        Side side,
        String messageId,
        String party,
        String contentType,
        ByteBuffer octets,
        String body,
        long size,
        int status,
        String note) {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /** One that has nothing but a note. */
    public static Fact of(FactKind kind, Instant at, String note) {
        return new Fact("", 0, at, kind, Side.NONE, "", "", "", NOTHING, "", 0, 0, note);
    }

    public Fact in(String session, int number) {
        return new Fact(
                session, number, at, kind, side, messageId, party, contentType, octets, body, size, status, note);
    }

    /** As a message of a side. */
    public Fact message(Side side, String messageId, String party) {
        return new Fact(
                session, number, at, kind, side, messageId, party, contentType, octets, body, size, status, note);
    }

    /** With content; the octets belong to the fact from now on. */
    public Fact content(String contentType, byte[] octets) {
        return new Fact(
                session,
                number,
                at,
                kind,
                side,
                messageId,
                party,
                contentType,
                ByteBuffer.wrap(octets).asReadOnlyBuffer(),
                "",
                octets.length,
                status,
                note);
    }

    /** With content that was kept as it came. */
    public Fact contentKept(String contentType, String body, long size) {
        return new Fact(
                session, number, at, kind, side, messageId, party, contentType, NOTHING, body, size, status, note);
    }

    public Fact status(int status) {
        return new Fact(
                session, number, at, kind, side, messageId, party, contentType, octets, body, size, status, note);
    }
}

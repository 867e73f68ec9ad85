package org.voxpost.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;

/**
 * What was said in a session, in order, and what happened besides that a reader has to know.
 *
 * @param complete whether the session is closed and all of it is here, so that nothing follows
 * @param next where a long one is cut: the number behind which its events go on; absent where it is not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Transcript(
        SessionView session, boolean complete, @Nullable Integer next, List<Line> lines) {

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
            @Nullable String note) {

        /** The same, when it is known what became of it. */
        Line settled(Fact outcome) {
            boolean arrived = outcome.kind() == FactKind.DELIVERED;
            return new Line(number, at, from, party, contentType, text, validText, content, arrived, outcome.note());
        }
    }
}

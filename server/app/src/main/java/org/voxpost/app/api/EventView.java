package org.voxpost.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.capture.RefusedCall;
import org.voxpost.engine.capture.Words;
import org.voxpost.engine.capture.store.CaptureEvent;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;
import org.voxpost.engine.capture.store.SessionRecord;
import org.voxpost.engine.capture.store.Side;

/**
 * A fact of a captured session, as the interface and webhooks tell it.
 *
 * @param sequence over all sessions, without gaps
 * @param number within the session; one that is missing is of something that could not be written
 * @param logEventType the kind of NENA's LogEvent that it maps to; absent where there is none
 * @param direction {@code incoming} from the caller, {@code outgoing} to the caller; absent for what is no message
 * @param party who said it, by the signalling, or who answers
 * @param claimedParty who wrote it by the word of the message itself, which proves nothing
 * @param claimedName the name that the message gives to who wrote it, such as a nickname in a chat room; as little proved
 * @param text the words of a text message; absent for other types and for what is kept in pieces
 * @param validText false where the octets are not what their type says: {@code text} has replacement characters then
 * @param content where the octets are, exactly as they came; absent where there are none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EventView(
        long sequence,
        @Nullable String session,
        int number,
        Instant at,
        String type,
        @Nullable String logEventType,
        @Nullable String callId,
        @Nullable String incidentId,
        @Nullable String callIdSip,
        @Nullable Boolean test,
        @Nullable String direction,
        @Nullable String protocol,
        @Nullable String messageId,
        @Nullable String party,
        @Nullable String claimedParty,
        @Nullable String claimedName,
        @Nullable String contentType,
        @Nullable Long size,
        @Nullable String text,
        @Nullable Boolean validText,
        @Nullable String content,
        @Nullable Integer status,
        @Nullable String note) {

    private static final String MSRP = "MSRP";

    static EventView of(CaptureEvent event, Optional<SessionRecord> session) {
        Fact fact = event.fact();
        boolean message = fact.side() != Side.NONE;
        Optional<Words> words = Words.of(fact);
        Ids ids = Ids.of(fact, session);
        return new EventView(
                event.sequence(),
                fact.session(),
                fact.number(),
                fact.at(),
                fact.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                logEventType(fact.kind()),
                ids.callId(),
                ids.incidentId(),
                ids.callIdSip(),
                ids.test() ? true : null,
                direction(fact.side()),
                message ? MSRP : null,
                fact.messageId(),
                fact.party(),
                words.map(Words::claimed).orElse(null),
                words.map(Words::claimedName).orElse(null),
                fact.contentType(),
                fact.size() == 0 ? null : fact.size(),
                words.map(Words::text).orElse(null),
                words.map(Words::valid).orElse(null),
                fact.size() == 0 ? null : content(event),
                fact.status() == 0 ? null : fact.status(),
                fact.note());
    }

    /** By what a reader knows the call that a fact is about. */
    private record Ids(
            @Nullable String callId,
            @Nullable String incidentId,
            @Nullable String callIdSip,
            boolean test) {

        static Ids of(Fact fact, Optional<SessionRecord> session) {
            if (fact.kind() == FactKind.REFUSED) {
                RefusedCall call = RefusedCall.of(fact);
                return new Ids(call.callId(), call.incidentId(), call.sipCallId(), call.test());
            }
            return session.map(one -> new Ids(one.callId(), one.incidentId(), one.sipCallId(), one.test()))
                    .orElseGet(() -> new Ids(null, null, null, false));
        }
    }

    private static String content(CaptureEvent event) {
        Fact fact = event.fact();
        return fact.session().isEmpty()
                ? "/api/v1/events/" + event.sequence() + "/content"
                : "/api/v1/sessions/" + fact.session() + "/events/" + fact.number() + "/content";
    }

    private static @Nullable String direction(Side side) {
        return switch (side) {
            case NONE -> null;
            case CALLER -> "incoming";
            case AGENT -> "outgoing";
        };
    }

    private static @Nullable String logEventType(FactKind kind) {
        return switch (kind) {
            case SIGNALLING, REFUSED -> "CallSignalingMessageLogEvent";
            case CALL_STARTED -> "CallStartLogEvent";
            case MEDIA_STARTED -> "MediaStartLogEvent";
            case MESSAGE, INCOMPLETE -> "NonRtpMediaMessageLogEvent";
            case MEDIA_ENDED -> "MediaEndLogEvent";
            case CALL_ENDED -> "CallEndLogEvent";
            case MALFORMED -> "MalformedMessageLogEvent";
            case DELIVERED, UNDELIVERED, NICKNAME -> null;
        };
    }
}

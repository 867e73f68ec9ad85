package org.voxpost.engine.capture;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.Nickname;
import org.voxpost.msrp.NicknameOutcome;
import org.voxpost.sdp.Chatroom;
import org.voxpost.sdp.MediaDescription;

/**
 * The name by which the others know us where the caller is a chat room, such as the bridge of a conference (RFC 7701 §7). It is asked
 * for once on each stream, and never waited for. Belongs to the lane of the session.
 */
final class Naming {

    private static final Logger logger = LoggerFactory.getLogger(Naming.class);

    /** RFC 7701 §7.1: reserved, or in use by somebody else. */
    private static final int TAKEN = 425;

    private static final int NO_ANSWER = 408;

    private final CapturedSession owner;
    private boolean named;
    private boolean flowing;
    private boolean asked;

    Naming(CapturedSession owner) {
        this.owner = owner;
    }

    /** What the caller says of the stream, at first or anew. */
    void described(MediaDescription theirs, @Nullable MsrpSession session) {
        named = Chatroom.in(theirs).filter(Chatroom::nicknames).isPresent();
        ask(session);
    }

    /** Text can flow. */
    void established(@Nullable MsrpSession session) {
        flowing = true;
        ask(session);
    }

    private void ask(@Nullable MsrpSession session) {
        if (session != null
                && named
                && flowing
                && !asked
                && !owner.terms().nickname().isEmpty()) {
            asked = true;
            ask(session, 1);
        }
    }

    private void ask(MsrpSession session, int attempt) {
        String name = owner.terms().nickname(attempt);
        var _ = session.nickname(new Nickname(name))
                .thenAcceptAsync(outcome -> concluded(session, attempt, name, outcome), owner.lane());
    }

    private void concluded(MsrpSession session, int attempt, String name, NicknameOutcome outcome) {
        switch (outcome) {
            case NicknameOutcome.Given() -> {
                logger.info(
                        "The others know us by a name: session={} call={} name={}",
                        owner.record().id(),
                        owner.record().callId(),
                        name);
                record("the others know us as \"" + name + "\"", 200);
            }
            case NicknameOutcome.Refused(int status, String _)
            when status == TAKEN && attempt < CaptureTerms.NICKNAMES -> ask(session, attempt + 1);
            case NicknameOutcome.Refused(int status, String comment) -> without(name, status, comment);
            case NicknameOutcome.TimedOut() -> without(name, NO_ANSWER, "no answer");
            case NicknameOutcome.ConnectionLost(String reason) -> without(name, 0, reason);
        }
    }

    private void without(String name, int status, String why) {
        logger.warn(
                "The others do not know us by a name: session={} call={} name={} {} {}",
                owner.record().id(),
                owner.record().callId(),
                name,
                status,
                why);
        record("the name \"" + name + "\" was not given to us: " + (why.isEmpty() ? status : why), status);
    }

    private void record(String note, int status) {
        var _ = owner.log()
                .add(Fact.of(FactKind.NICKNAME, owner.log().now(), note).status(status));
    }
}

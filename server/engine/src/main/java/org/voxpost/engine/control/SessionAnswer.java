package org.voxpost.engine.control;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.voxpost.sdp.ConnectionAddress;
import org.voxpost.sdp.Origin;
import org.voxpost.sdp.SessionDescription;
import org.voxpost.sip.Body;

/**
 * Our side of the session description of a control dialog. Every stream is declined with port 0 (RFC 3264 §6), and the
 * dialog stands all the same; without an offer of the peer ours has no stream.
 */
final class SessionAnswer {

    private SessionDescription mine;
    private boolean told;

    SessionAnswer(String address) {
        ConnectionAddress connection = ConnectionAddress.of(address);
        Origin origin = Origin.of("voxpost", ThreadLocalRandom.current().nextLong(1L << 53), connection);
        this.mine = SessionDescription.of(origin, "-").withConnection(connection);
    }

    /** The answer to an offer, or our offer where there is none. Unchanged media keep our version (RFC 3264 §8). */
    Body to(Optional<SessionDescription> offer) {
        if (offer.isPresent()) {
            SessionDescription answer = SessionDescription.answerTo(offer.get(), mine.origin(), "-");
            answer = mine.connection().map(answer::withConnection).orElse(answer);
            mine = answer.media().equals(mine.media()) ? answer : answer.nextVersion();
        }
        return body();
    }

    /** What a description that has streams begins with: of the next version, where the peer knows one of ours. */
    SessionDescription blank() {
        return told ? mine.withMedia(List.of()).nextVersion() : mine;
    }

    /** Our description is another one, which has streams. */
    Body is(SessionDescription description) {
        mine = description;
        return body();
    }

    private Body body() {
        told = true;
        return new Body("application/sdp", mine.encode());
    }
}

package org.voxpost.engine.control;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.voxpost.sdp.ConnectionAddress;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.Origin;
import org.voxpost.sdp.SessionDescription;
import org.voxpost.sip.Body;

/**
 * Our side of the session description of a control dialog. Every stream is declined with port 0 (RFC 3264 §6) unless it is captured text
 * ({@link #is}), and the dialog stands all the same; without an offer of the peer ours has no stream. What the peer is told next is of the
 * next version, unless nothing changed (RFC 3264 §8).
 */
final class SessionAnswer {

    private SessionDescription mine;
    private boolean told;

    SessionAnswer(String address) {
        ConnectionAddress connection = ConnectionAddress.of(address);
        Origin origin = Origin.of("voxpost", ThreadLocalRandom.current().nextLong(1L << 53), connection);
        this.mine = SessionDescription.of(origin, "-").withConnection(connection);
    }

    /** The answer that declines all of an offer, or our offer where there is none: what the peer knows, without a stream that flows. */
    Body to(Optional<SessionDescription> offer) {
        return body(offer.orElse(mine).media().stream()
                .map(MediaDescription::decline)
                .toList());
    }

    /** What a description that has streams begins with. */
    SessionDescription blank() {
        return told ? mine.withMedia(List.of()).nextVersion() : mine;
    }

    /** Our description is another one, which has streams. */
    Body is(SessionDescription description) {
        mine = description;
        told = true;
        return new Body("application/sdp", mine.encode());
    }

    private Body body(List<MediaDescription> media) {
        if (media.equals(mine.media())) {
            return is(mine);
        }
        return is(told ? mine.next(media) : mine.withMedia(media));
    }
}

package org.voxpost.sdp;

import java.util.Locale;
import java.util.Optional;

/** Which way media flow, seen from whoever wrote the description (RFC 8866 §6.7, RFC 3264 §6.1). */
public enum Direction {
    SENDRECV,
    SENDONLY,
    RECVONLY,
    INACTIVE;

    /** The direction of a media: its own, else the session's, else sendrecv. */
    public static Direction of(SessionDescription session, MediaDescription media) {
        return first(media.attributes()).or(() -> first(session.attributes())).orElse(SENDRECV);
    }

    /** The direction of a media that says everything itself ({@link SessionDescription#complete}). */
    public static Direction of(MediaDescription complete) {
        return first(complete.attributes()).orElse(SENDRECV);
    }

    private static Optional<Direction> first(Iterable<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            for (Direction direction : values()) {
                if (attribute.name().equals(direction.token())) {
                    return Optional.of(direction);
                }
            }
        }
        return Optional.empty();
    }

    /** The same flow seen from the other side. */
    public Direction reversed() {
        return of(receives(), sends());
    }

    /** What an answer may say: the part of this that the offer leaves room for. */
    public Direction within(Direction offer) {
        return of(sends() && offer.receives(), receives() && offer.sends());
    }

    public boolean sends() {
        return this == SENDRECV || this == SENDONLY;
    }

    public boolean receives() {
        return this == SENDRECV || this == RECVONLY;
    }

    public Attribute attribute() {
        return Attribute.flag(token());
    }

    private String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Direction of(boolean sends, boolean receives) {
        if (sends) {
            return receives ? SENDRECV : SENDONLY;
        }
        return receives ? RECVONLY : INACTIVE;
    }
}

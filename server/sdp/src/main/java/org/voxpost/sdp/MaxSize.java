package org.voxpost.sdp;

import java.util.Optional;

/**
 * The a=max-size attribute (RFC 4975 §8.6): the largest message this side wishes to receive.
 *
 * @param octets of one whole message, before any transfer encoding
 */
public record MaxSize(long octets) {
    public MaxSize {
        if (octets < 0) {
            throw new IllegalArgumentException("a size is not negative");
        }
    }

    /** The limit of a media; empty when it has none, or one that is no number. More than 18 digits is no limit. */
    public static Optional<MaxSize> in(MediaDescription media) {
        return media.attribute("max-size")
                .map(attribute -> Text.digits(attribute.text()))
                .filter(octets -> octets >= 0)
                .map(MaxSize::new);
    }

    public boolean allows(long size) {
        return size <= octets;
    }

    public Attribute attribute() {
        return Attribute.of("max-size", Long.toString(octets));
    }
}

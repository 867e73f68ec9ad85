package org.voxpost.sdp;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The a=file-range attribute (RFC 5547 §6): the part of the file that is moved.
 *
 * @param first the first octet, counted from 1
 * @param last the last octet; empty for {@code *}, the end of the file
 */
public record FileRange(long first, OptionalLong last) {
    public static final String NAME = "file-range";

    public FileRange {
        if (first < 1 || last.orElse(first) < first) {
            throw new IllegalArgumentException("a range counts from 1 and does not run backwards");
        }
    }

    /** @throws SdpException when it is not two offsets in their order */
    public static Optional<FileRange> in(MediaDescription media) throws SdpException {
        Optional<Attribute> attribute = media.attribute(NAME);
        return attribute.isEmpty()
                ? Optional.empty()
                : Optional.of(parse(attribute.get().text()));
    }

    private static FileRange parse(String text) throws SdpException {
        int dash = text.indexOf('-');
        String end = text.substring(dash + 1).strip();
        long first = Text.digits(text.substring(0, Math.max(dash, 0)).strip());
        long last = end.equals("*") ? Long.MAX_VALUE : Text.digits(end);
        if (first < 1 || last < first) {
            throw new SdpException("a=file-range is not two offsets in their order");
        }
        return new FileRange(first, end.equals("*") ? OptionalLong.empty() : OptionalLong.of(last));
    }

    public Attribute attribute() {
        return Attribute.of(NAME, first + "-" + (last.isPresent() ? last.getAsLong() : "*"));
    }
}

package org.voxpost.cpim;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Dates of RFC 3339. */
final class Times {
    private Times() {}

    /** Empty for what is none; letters in either case. */
    static Optional<OffsetDateTime> read(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.strip().toUpperCase(Locale.ROOT)));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    static String write(OffsetDateTime time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    }
}

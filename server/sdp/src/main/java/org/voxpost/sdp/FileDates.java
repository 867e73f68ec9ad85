package org.voxpost.sdp;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The a=file-date attribute (RFC 5547 §6): when a file was made, changed, read; to the second. */
public record FileDates(Optional<Instant> creation, Optional<Instant> modification, Optional<Instant> read) {
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ENGLISH);
    private static final FileDates NONE = new FileDates(Optional.empty(), Optional.empty(), Optional.empty());

    public static FileDates created(Instant creation) {
        return new FileDates(Optional.of(creation), Optional.empty(), Optional.empty());
    }

    public static FileDates modified(Instant modification) {
        return new FileDates(Optional.empty(), Optional.of(modification), Optional.empty());
    }

    /** @throws SdpException when a date is not one of RFC 5322 with a numeric zone */
    public static Optional<FileDates> in(MediaDescription media) throws SdpException {
        Optional<Attribute> attribute = media.attribute("file-date");
        if (attribute.isEmpty()) {
            return Optional.empty();
        }
        FileDates dates = NONE;
        for (String word : Quoting.words(attribute.get().text())) {
            dates = dates.with(word);
        }
        return Optional.of(dates);
    }

    private FileDates with(String word) throws SdpException {
        int colon = word.indexOf(':');
        String value = Quoting.unquote(word.substring(colon + 1));
        return switch (word.substring(0, Math.max(colon, 0))) {
            case "creation" -> new FileDates(Optional.of(date(value)), modification, read);
            case "modification" -> new FileDates(creation, Optional.of(date(value)), read);
            case "read" -> new FileDates(creation, modification, Optional.of(date(value)));
            default -> this;
        };
    }

    private static Instant date(String value) throws SdpException {
        try {
            return OffsetDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            throw new SdpException("a date of a=file-date is not one of RFC 5322");
        }
    }

    public Attribute attribute() {
        List<String> words = new ArrayList<>();
        creation.ifPresent(at -> words.add("creation:" + written(at)));
        modification.ifPresent(at -> words.add("modification:" + written(at)));
        read.ifPresent(at -> words.add("read:" + written(at)));
        return Attribute.of("file-date", String.join(" ", words));
    }

    private static String written(Instant at) {
        return Quoting.quote(WRITTEN.format(at.atOffset(ZoneOffset.UTC)));
    }
}

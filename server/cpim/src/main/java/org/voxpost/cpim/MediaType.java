package org.voxpost.cpim;

import java.util.Locale;
import java.util.Optional;

/** A media type as it is written (RFC 2045 §5.1). */
record MediaType(String written) {

    /** Type and subtype in lower case; {@code text/plain} for an empty one (RFC 2045 §5.2). */
    String name() {
        int semicolon = written.indexOf(';');
        String name = (semicolon < 0 ? written : written.substring(0, semicolon)).strip();
        return name.isEmpty() ? "text/plain" : name.toLowerCase(Locale.ROOT);
    }

    /** In lower case, without quotes. */
    Optional<String> charset() {
        for (String parameter : written.split(";", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0 && parameter.substring(0, equals).strip().equalsIgnoreCase("charset")) {
                return Optional.of(parameter
                        .substring(equals + 1)
                        .replace('"', ' ')
                        .strip()
                        .toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }
}

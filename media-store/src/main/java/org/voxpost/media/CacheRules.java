package org.voxpost.media;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** What of RFC 9111 a shared cache has to know that asks whenever it is in doubt. */
final class CacheRules {

    private static final Set<String> SHARED_IN_SPITE_OF_LOGIN = Set.of("public", "s-maxage", "must-revalidate");

    private static final Pattern COMMA = Pattern.compile(",");

    private CacheRules() {}

    /**
     * RFC 9111 §3, §3.5, and no response that depends on more than the URI.
     *
     * @param identified whether the request showed who we are
     */
    static boolean mayBeStored(HttpResponse response, boolean identified) {
        Set<String> words = directives(response);
        return !words.contains("no-store")
                && !words.contains("private")
                && !value(response, HttpHeaders.VARY).contains("*")
                && (!identified || words.stream().anyMatch(SHARED_IN_SPITE_OF_LOGIN::contains));
    }

    /**
     * How long it may be used without asking (RFC 9111 §4.2.1, §4.2.3), by what the server says and never by a guess.
     *
     * @param longest that we allow
     */
    static Duration fresh(HttpResponse response, Duration longest) {
        if (directives(response).contains("no-cache")) {
            return Duration.ZERO;
        }
        Duration lifetime = lifetime(response);
        Long age = seconds(value(response, HttpHeaders.AGE));
        Duration left = lifetime.minusSeconds(age == null ? 0 : age);
        return left.isNegative() ? Duration.ZERO : left.compareTo(longest) > 0 ? longest : left;
    }

    private static Duration lifetime(HttpResponse response) {
        for (String name : new String[] {"s-maxage", "max-age"}) {
            if (directives(response).contains(name)) {
                Long seconds = seconds(argument(response, name));
                return Duration.ofSeconds(seconds == null ? 0 : seconds);
            }
        }
        Instant expires = DateUtils.parseStandardDate(response, HttpHeaders.EXPIRES);
        Instant date = DateUtils.parseStandardDate(response, HttpHeaders.DATE);
        return expires == null || date == null ? Duration.ZERO : Duration.between(date, expires);
    }

    private static Set<String> directives(HttpMessage response) {
        return parts(response).map(part -> part.replaceFirst("\\s*=.*", "")).collect(Collectors.toSet());
    }

    private static String argument(HttpMessage response, String name) {
        return parts(response)
                .filter(part -> part.matches(name + "\\s*=.*"))
                .map(part -> part.replaceFirst("[^=]*=\\s*", "").replace("\"", ""))
                .findFirst()
                .orElse("");
    }

    private static Stream<String> parts(HttpMessage response) {
        return COMMA.splitAsStream(value(response, HttpHeaders.CACHE_CONTROL).toLowerCase(Locale.ROOT))
                .map(String::strip);
    }

    /** All lines of a field as one. */
    private static String value(HttpMessage response, String name) {
        return Stream.of(response.getHeaders(name))
                .map(Header::getValue)
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }

    private static @Nullable Long seconds(String text) {
        return text.matches("\\d{1,9}") ? Long.valueOf(text) : null;
    }
}

package org.voxpost.media;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;

/** The part that a 206 carries (RFC 9110 §14.4). */
final class ContentRange {

    private static final Pattern BYTES = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

    private ContentRange() {}

    /** The length of the whole, if this is one part from there to the end of a representation whose length is said; otherwise empty. */
    static OptionalLong wholeIfRestFrom(long start, HttpMessage response) {
        Header[] headers = response.getHeaders(HttpHeaders.CONTENT_RANGE);
        if (headers.length != 1) {
            return OptionalLong.empty();
        }
        Matcher range = BYTES.matcher(String.valueOf(headers[0].getValue()).strip());
        if (!range.matches() || Long.parseLong(range.group(1)) != start) {
            return OptionalLong.empty();
        }
        long whole = Long.parseLong(range.group(3));
        boolean rest = Long.parseLong(range.group(2)) == whole - 1 && start < whole;
        return rest ? OptionalLong.of(whole) : OptionalLong.empty();
    }
}

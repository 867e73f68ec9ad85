package org.voxpost.sip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body of several parts (RFC 2046 §5.1), such as a session description and the icon of the file that it offers (RFC 5547 §8.8). Octets
 * of the parts are as they came.
 */
final class MultipartBody {
    /** Parts of one body; what is more than that is refused. */
    static final int MOST_PARTS = 64;

    /** Multiparts within each other. */
    static final int DEEPEST = 4;

    private static final String BLANK_LINE = "\\r?\\n\\r?\\n";
    private static final String FOLD = "\\r?\\n[ \\t]+";
    private static final String LINE_END = "\\r?\\n";

    private final Body whole;
    private final List<Part> parts = new ArrayList<>();

    private MultipartBody(Body whole) {
        this.whole = whole;
    }

    private record Part(Optional<String> id, Body body) {}

    /**
     * The session description in a body: the body itself, the root of multipart/related (RFC 2387 §3.2), or the first in another multipart.
     *
     * @throws SipSyntaxException when the parts cannot be told apart
     */
    static Optional<Body> sessionDescription(Body in) {
        return sessionDescription(in, 0);
    }

    private static Optional<Body> sessionDescription(Body in, int depth) {
        if (in.isSdp()) {
            return Optional.of(in);
        }
        if (!in.mediaType().startsWith("multipart/") || depth == DEEPEST) {
            return Optional.empty();
        }
        MultipartBody multipart = new MultipartBody(in);
        multipart.read();
        return multipart.candidates().stream()
                .flatMap(part -> sessionDescription(part.body(), depth + 1).stream())
                .findFirst();
    }

    private List<Part> candidates() {
        if (!whole.mediaType().equals("multipart/related")) {
            return parts;
        }
        Optional<String> start = parameter("start");
        return parts.stream()
                .filter(part -> start.isEmpty() || start.equals(part.id()))
                .limit(1)
                .toList();
    }

    /** ISO 8859-1 has a character for each octet, so that positions in the text are those of the octets. */
    private void read() {
        String boundary =
                parameter("boundary").orElseThrow(() -> new SipSyntaxException("a multipart body without boundary"));
        String text = new String(whole.bytes(), StandardCharsets.ISO_8859_1);
        Matcher delimiter = Pattern.compile(
                        "(?:\\A|\\r?\\n)--" + Pattern.quote(boundary) + "(--)?[ \\t]*(?=\\r?\\n|\\z)")
                .matcher(text);
        int begin = -1;
        boolean closed = false;
        while (!closed && delimiter.find()) {
            if (begin >= 0) {
                part(text, begin, delimiter.start());
            }
            begin = delimiter.end();
            closed = delimiter.group(1) != null;
        }
        if (!closed) {
            throw new SipSyntaxException("a multipart body that does not end");
        }
    }

    /** @param begin of the line end behind the delimiter */
    private void part(String text, int begin, int end) {
        if (parts.size() == MOST_PARTS) {
            throw new SipSyntaxException("a body of more than " + MOST_PARTS + " parts");
        }
        Matcher blank = Pattern.compile(BLANK_LINE).matcher(text).region(begin, end);
        if (!blank.find()) {
            throw new SipSyntaxException("a part without an end of its headers");
        }
        String type = "text/plain";
        Optional<String> id = Optional.empty();
        for (String line :
                text.substring(begin, blank.start()).replaceAll(FOLD, " ").split(LINE_END, -1)) {
            int colon = Math.max(line.indexOf(':'), 0);
            String value = line.substring(Math.min(colon + 1, line.length())).strip();
            switch (line.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
                case "content-type", "c" -> type = value;
                case "content-id" -> id = Optional.of(value);
                default -> {
                    // Says nothing of which part is which.
                }
            }
        }
        parts.add(new Part(id, new Body(type, Arrays.copyOfRange(whole.bytes(), blank.end(), end))));
    }

    private Optional<String> parameter(String name) {
        Matcher found = Pattern.compile(
                        ";\\s*" + name + "\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;\"]+))", Pattern.CASE_INSENSITIVE)
                .matcher(whole.contentType());
        if (!found.find()) {
            return Optional.empty();
        }
        return Optional.of(found.group(2) != null ? found.group(2) : found.group(1));
    }
}

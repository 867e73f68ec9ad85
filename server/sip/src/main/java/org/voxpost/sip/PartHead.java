package org.voxpost.sip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The headers of one part (RFC 2046 §5.1).
 *
 * @param lines as in {@link BodyPart}
 * @param cut there were more than are read
 */
record PartHead(List<String> lines, boolean cut) {
    /** Octets of the headers of one part; those behind are not read. */
    static final int LARGEST = 16 * 1024;

    private static final String ANY = "application/octet-stream";

    static PartHead read(byte[] octets, int begin, int end) {
        int last = Math.min(end, begin + LARGEST);
        List<String> lines = new ArrayList<>();
        for (String line : new String(octets, begin, last - begin, StandardCharsets.UTF_8).split("\n", -1)) {
            String plain = withoutControls(line);
            boolean folded = !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
            if (folded && !lines.isEmpty()) {
                lines.add(lines.removeLast() + " " + plain.strip());
            } else if (!plain.isBlank()) {
                lines.add(plain.stripTrailing());
            }
        }
        if (last < end && !lines.isEmpty()) {
            lines.removeLast();
        }
        return new PartHead(List.copyOf(lines), last < end);
    }

    /** The first header of this name, compared without case. */
    Optional<String> first(String name) {
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon >= 0 && line.substring(0, colon).strip().equalsIgnoreCase(name)) {
                return Optional.of(line.substring(colon + 1).strip());
            }
        }
        return Optional.empty();
    }

    /** The media type as it is written. Where none is to be seen although there are headers that were not read, it may be anything. */
    String contentType() {
        return first("Content-Type").or(() -> first("c")).orElse(cut ? ANY : "text/plain");
    }

    boolean isMultipart() {
        return contentType().regionMatches(true, 0, "multipart/", 0, 10);
    }

    Optional<String> contentId() {
        return first("Content-ID").map(PartHead::bare);
    }

    Optional<String> disposition() {
        return first("Content-Disposition");
    }

    /** A Content-ID without angle brackets. */
    static String bare(String id) {
        return id.startsWith("<") && id.endsWith(">") && id.length() > 1 ? id.substring(1, id.length() - 1) : id;
    }

    /** The body of these headers; of a media type that is none, octets of any type. */
    Body body(byte[] octets) {
        try {
            return new Body(contentType(), octets);
        } catch (SipSyntaxException malformed) {
            return new Body(ANY, octets);
        }
    }

    boolean hasMediaType() {
        return contentType().indexOf('/') > 0;
    }

    private static String withoutControls(String line) {
        StringBuilder plain = new StringBuilder(line);
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                plain.setCharAt(i, ' ');
            }
        }
        return plain.toString();
    }
}

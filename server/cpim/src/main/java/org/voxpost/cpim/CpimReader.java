package org.voxpost.cpim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one message/cpim, line by line, each octet once. */
final class CpimReader {
    private final byte[] octets;
    private int at;
    private int fieldAt;

    CpimReader(byte[] octets) {
        this.octets = octets;
    }

    /**
     * A header as it is written, folds joined.
     *
     * @param value what is behind the colon, without blanks at its end
     */
    private record Field(String name, String value) {}

    CpimMessage read() throws CpimException {
        skipBlankLines();
        List<CpimHeader> headers = new ArrayList<>();
        Namespaces names = new Namespaces();
        for (Optional<Field> field = field(true); field.isPresent(); field = field(true)) {
            if (isOfContent(field.get().name())) {
                // The empty line between is missing.
                at = fieldAt;
                return content(headers);
            }
            CpimHeader header = header(field.get(), names);
            names.seen(header);
            headers.add(header);
            limit(headers.size());
        }
        if (headers.isEmpty()) {
            throw new CpimException("A message/cpim begins with what is no header.");
        }
        if (!skipBlankLine()) {
            throw new CpimException("The headers of a message/cpim do not end.");
        }
        return content(headers);
    }

    private CpimMessage content(List<CpimHeader> headers) throws CpimException {
        int entityAt = at;
        List<ContentHeader> contentHeaders = new ArrayList<>();
        boolean typed = false;
        try {
            for (Optional<Field> field = field(false); field.isPresent(); field = field(false)) {
                typed |= isOfContent(field.get().name());
                contentHeaders.add(new ContentHeader(
                        field.get().name(), field.get().value().strip()));
                limit(contentHeaders.size());
            }
        } catch (CpimException tooMuch) {
            // Lines of a text without headers may look like some.
            if (typed) {
                throw tooMuch;
            }
        }
        if (typed) {
            // Where there is no empty line, the content begins with the first line that is no header.
            boolean blank = skipBlankLine();
            if (!blank && at == octets.length) {
                throw new CpimException("A message/cpim has no content.");
            }
        } else {
            contentHeaders.clear();
            at = entityAt;
        }
        byte[] entity = Arrays.copyOfRange(octets, entityAt, octets.length);
        return new CpimMessage(headers, contentHeaders, entity, at - entityAt);
    }

    private static CpimHeader header(Field field, Namespaces names) throws CpimException {
        int dot = field.name().indexOf('.');
        String prefix = dot < 0 ? "" : field.name().substring(0, dot);
        String name = field.name().substring(dot + 1);
        String value = field.value();
        Optional<String> language = Optional.empty();
        while (value.startsWith(";")) {
            int end = endOfParameter(value);
            String parameter = value.substring(1, end);
            if (parameter.toLowerCase(Locale.ROOT).startsWith("lang=")) {
                language = Optional.of(parameter.substring(5)).filter(CpimHeader::isLanguage);
            }
            value = value.substring(end);
        }
        try {
            return new CpimHeader(prefix, names.uri(prefix), name, language, value.strip());
        } catch (IllegalArgumentException malformed) {
            throw new CpimException("A header of a message/cpim is malformed.");
        }
    }

    /** Ends at the next parameter or at the blank in front of the value; both may stand in quotes. */
    private static int endOfParameter(String value) {
        boolean quoted = false;
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ';' || c == ' ')) {
                return i;
            }
        }
        return value.length();
    }

    /** The next header; empty, and nothing is read, at what is none. */
    private Optional<Field> field(boolean prefixed) throws CpimException {
        int begin = at;
        int end = endOfLine(begin);
        int colon = colon(begin, end, prefixed);
        if (colon < 0) {
            return Optional.empty();
        }
        String name = new String(octets, begin, colon - begin, StandardCharsets.US_ASCII).strip();
        StringBuilder value = new StringBuilder(text(colon + 1, end));
        at = behindLine(end);
        while (at < octets.length && isBlank(octets[at]) && !isBlankLine(at)) {
            end = endOfLine(at);
            value.append(' ').append(text(at, end).strip());
            at = behindLine(end);
            limitLine(at - begin);
        }
        limitLine(at - begin);
        fieldAt = begin;
        return Optional.of(new Field(name, value.toString()));
    }

    /** Where the name of a header ends; -1 when the line is no header. */
    private int colon(int begin, int end, boolean prefixed) {
        int i = begin;
        while (i < end && octets[i] != ':') {
            i++;
        }
        if (i == end) {
            return -1;
        }
        String name = new String(octets, begin, i - begin, StandardCharsets.ISO_8859_1).stripTrailing();
        int dot = name.indexOf('.');
        boolean good = (dot < 0 || !prefixed)
                ? CpimHeader.isName(name)
                : CpimHeader.isName(name.substring(0, dot)) && CpimHeader.isName(name.substring(dot + 1));
        return good ? i : -1;
    }

    private static boolean isOfContent(String name) {
        return name.regionMatches(true, 0, "Content-", 0, 8);
    }

    private void skipBlankLines() {
        boolean more = true;
        while (more) {
            more = skipBlankLine();
        }
    }

    private boolean skipBlankLine() {
        if (at < octets.length && isBlankLine(at)) {
            at = behindLine(endOfLine(at));
            return true;
        }
        return false;
    }

    private boolean isBlankLine(int from) {
        int end = endOfLine(from);
        for (int i = from; i < end; i++) {
            if (!isBlank(octets[i])) {
                return false;
            }
        }
        return true;
    }

    /** Without its line end. */
    private int endOfLine(int from) {
        int i = from;
        while (i < octets.length && octets[i] != '\n') {
            i++;
        }
        return i < octets.length && i > from && octets[i - 1] == '\r' ? i - 1 : i;
    }

    private int behindLine(int end) {
        int i = end;
        while (i < octets.length && octets[i] != '\n') {
            i++;
        }
        return Math.min(i + 1, octets.length);
    }

    /** Controls are blanks. */
    private String text(int begin, int end) {
        StringBuilder text = new StringBuilder(new String(octets, begin, end - begin, StandardCharsets.UTF_8));
        for (int i = 0; i < text.length(); i++) {
            if (Escapes.isControl(text.charAt(i))) {
                text.setCharAt(i, ' ');
            }
        }
        return text.toString().stripTrailing();
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    private static void limit(int headers) throws CpimException {
        if (headers > CpimMessage.MOST_HEADERS) {
            throw new CpimException("A message/cpim has more than " + CpimMessage.MOST_HEADERS + " headers.");
        }
    }

    private static void limitLine(int octets) throws CpimException {
        if (octets > CpimMessage.LONGEST_HEADER + 2) {
            throw new CpimException(
                    "A header of a message/cpim is longer than " + CpimMessage.LONGEST_HEADER + " octets.");
        }
    }
}

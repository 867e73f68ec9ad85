package org.voxpost.sip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a body of several parts apart (RFC 2046 §5.1), such as a session description beside the location of a caller (RFC 6442 §4.1) or the
 * icon of a file (RFC 5547 §8.8). Looks at each octet once for each multipart that it is in; what is malformed or beyond a limit is told and
 * leaves the rest readable.
 */
final class MultipartBody {
    /** Parts of one body that are no multiparts themselves; those behind are left out. */
    static final int MOST_PARTS = 64;

    /** Multiparts within each other; one that is deeper is not taken apart. */
    static final int DEEPEST = 8;

    private final byte[] octets;
    private int parts;
    private @Nullable String defect;

    private MultipartBody(byte[] octets) {
        this.octets = octets;
    }

    private sealed interface Node {
        /** @param head of the part itself */
        record Leaf(PartHead head, BodyPart part) implements Node {}

        /** @param head its own, as part of another multipart or as the body */
        record Multi(PartHead head, List<Node> children) implements Node {}

        PartHead head();
    }

    /** A range of the octets. */
    private record Range(int begin, int end) {}

    /** Every part that is no multipart, or the body itself. */
    static BodyParts parts(Body whole) {
        MultipartBody reader = new MultipartBody(whole.bytes());
        Node root = reader.root(whole);
        return new BodyParts(leaves(root).toList(), Optional.ofNullable(reader.defect));
    }

    /**
     * The session description in a body: the root of multipart/related (RFC 2387 §3.2) before its other parts, otherwise the first. A part with
     * another disposition than {@code session} is none (RFC 3261 §20.11), so an early session's (RFC 3959).
     *
     * @throws SipSyntaxException when there is none to be seen and the body has a defect
     */
    static Optional<Body> sessionDescription(Body in) {
        if (in.isSdp()) {
            return Optional.of(in);
        }
        MultipartBody reader = new MultipartBody(in.bytes());
        Optional<Body> found = sessions(reader.root(in)).map(BodyPart::body).findFirst();
        if (found.isEmpty() && reader.defect != null) {
            throw new SipSyntaxException(reader.defect);
        }
        return found;
    }

    private static Stream<BodyPart> leaves(Node node) {
        return switch (node) {
            case Node.Leaf leaf -> Stream.of(leaf.part());
            case Node.Multi multi -> multi.children().stream().flatMap(MultipartBody::leaves);
        };
    }

    private static Stream<BodyPart> sessions(Node node) {
        return switch (node) {
            case Node.Leaf leaf -> Stream.of(leaf.part()).filter(MultipartBody::isSession);
            case Node.Multi multi -> rootFirst(multi).flatMap(MultipartBody::sessions);
        };
    }

    private static boolean isSession(BodyPart part) {
        return part.body().isSdp()
                && part.disposition()
                        .map(value -> value.split(";", 2)[0].strip())
                        .filter(disposition -> !disposition.equalsIgnoreCase("session"))
                        .isEmpty();
    }

    private static Stream<Node> rootFirst(Node.Multi multi) {
        Optional<String> start =
                HeaderParameters.find(multi.head().contentType(), "start").map(PartHead::bare);
        if (start.isEmpty()) {
            return multi.children().stream();
        }
        List<Node> ordered = new ArrayList<>();
        multi.children().stream()
                .filter(child -> child.head().contentId().equals(start))
                .forEach(ordered::add);
        ordered.addAll(multi.children());
        return ordered.stream();
    }

    private Node root(Body whole) {
        PartHead head = new PartHead(List.of("Content-Type: " + whole.contentType()), false);
        Range all = new Range(0, octets.length);
        Node read = head.isMultipart() ? multipart(head, all, "", 1) : null;
        return read == null ? new Node.Leaf(head, leaf("1", List.of(), whole, head)) : read;
    }

    private BodyPart leaf(String path, List<String> headers, Body body, PartHead head) {
        parts++;
        return new BodyPart(path, headers, body, head.contentId(), head.disposition());
    }

    /** Null for what cannot be taken apart. */
    private Node.@Nullable Multi multipart(PartHead head, Range content, String path, int depth) {
        String boundary = HeaderParameters.find(head.contentType(), "boundary").orElse("");
        if (boundary.isEmpty()) {
            wrong("a multipart body without boundary");
            return null;
        }
        if (depth > DEEPEST) {
            wrong("more than " + DEEPEST + " multiparts within each other");
            return null;
        }
        List<Node> children = new ArrayList<>();
        boolean any = split(boundary.getBytes(StandardCharsets.UTF_8), content, range -> {
            String place = path + (children.size() + 1);
            children.add(part(range, place, depth));
        });
        if (!any) {
            wrong("a multipart body without its boundary in it");
            return null;
        }
        return new Node.Multi(head, children);
    }

    /** @return whether there is a delimiter at all */
    private boolean split(byte[] boundary, Range content, Consumer<Range> part) {
        int begin = -1;
        int line = content.begin();
        while (line < content.end()) {
            int end = behindLine(line, content.end());
            Delimiter found = delimiter(boundary, line, end);
            if (found != Delimiter.NONE) {
                if (begin >= 0) {
                    part.accept(new Range(begin, Math.max(begin, withoutLineEnd(content.begin(), line))));
                }
                if (found == Delimiter.CLOSE) {
                    return true;
                }
                begin = end;
                if (parts >= MOST_PARTS) {
                    wrong("more than " + MOST_PARTS + " parts");
                    return true;
                }
            }
            line = end;
        }
        if (begin >= 0) {
            wrong("a multipart body that does not end");
            part.accept(new Range(begin, content.end()));
        }
        return begin >= 0;
    }

    private enum Delimiter {
        NONE,
        PART,
        CLOSE
    }

    private Delimiter delimiter(byte[] boundary, int line, int behind) {
        int at = line + 2 + boundary.length;
        if (at > behind
                || octets[line] != '-'
                || octets[line + 1] != '-'
                || !Arrays.equals(octets, line + 2, at, boundary, 0, boundary.length)) {
            return Delimiter.NONE;
        }
        boolean close = at + 2 <= behind && octets[at] == '-' && octets[at + 1] == '-';
        for (int i = close ? at + 2 : at; i < behind; i++) {
            if (octets[i] != ' ' && octets[i] != '\t' && octets[i] != '\r' && octets[i] != '\n') {
                return Delimiter.NONE;
            }
        }
        return close ? Delimiter.CLOSE : Delimiter.PART;
    }

    private Node part(Range range, String path, int depth) {
        int bodyAt = bodyOf(range);
        if (bodyAt < 0) {
            wrong("a part without an end of its headers");
            PartHead none = new PartHead(List.of(), false);
            return new Node.Leaf(none, leaf(path, List.of(), none.body(copy(range)), none));
        }
        PartHead head = PartHead.read(octets, range.begin(), bodyAt);
        if (head.cut()) {
            wrong("headers of a part beyond " + PartHead.LARGEST + " octets");
        }
        if (!head.hasMediaType()) {
            wrong("a part with a Content-Type that is no media type");
        }
        Range content = new Range(bodyAt, range.end());
        Node read = head.isMultipart() ? multipart(head, content, path + ".", depth + 1) : null;
        return read == null ? new Node.Leaf(head, leaf(path, head.lines(), head.body(copy(content)), head)) : read;
    }

    /**
     * Index behind the empty line; the line end of the delimiter that follows makes one too (RFC 2046 §5.1.1, body-part). -1 when there is
     * none.
     */
    private int bodyOf(Range range) {
        int line = range.begin();
        while (line < range.end()) {
            int behind = behindLine(line, range.end());
            if (octets[line] == '\n' || (behind == line + 2 && octets[line] == '\r' && octets[line + 1] == '\n')) {
                return behind;
            }
            line = behind;
        }
        boolean ended = range.begin() == range.end() || octets[range.end() - 1] == '\n';
        return ended ? range.end() : -1;
    }

    private int behindLine(int from, int end) {
        for (int i = from; i < end; i++) {
            if (octets[i] == '\n') {
                return i + 1;
            }
        }
        return end;
    }

    /** The line end before a delimiter belongs to that. */
    private int withoutLineEnd(int begin, int line) {
        int end = line > begin ? line - 1 : line;
        return end > begin && end < line && octets[end - 1] == '\r' ? end - 1 : end;
    }

    private byte[] copy(Range range) {
        return Arrays.copyOfRange(octets, range.begin(), range.end());
    }

    /** The first defect is told. */
    private void wrong(String what) {
        if (defect == null) {
            defect = what;
        }
    }
}

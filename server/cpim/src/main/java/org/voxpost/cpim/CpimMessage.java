package org.voxpost.cpim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A message and its envelope (message/cpim, RFC 3862). Immutable. What it says of its sender is a claim. */
public final class CpimMessage {
    public static final String MEDIA_TYPE = "message/cpim";

    /** Headers of the message, and of its content, that are taken. */
    public static final int MOST_HEADERS = 64;

    /** Octets of one header. */
    public static final int LONGEST_HEADER = 2048;

    private final List<CpimHeader> headers;
    private final List<ContentHeader> contentHeaders;
    private final byte[] entity;
    private final int contentAt;

    /**
     * @param entity content headers and content as they are on the wire
     * @param contentAt where in that the content begins
     */
    CpimMessage(List<CpimHeader> headers, List<ContentHeader> contentHeaders, byte[] entity, int contentAt) {
        this.headers = List.copyOf(headers);
        this.contentHeaders = List.copyOf(contentHeaders);
        this.entity = entity;
        this.contentAt = contentAt;
    }

    /**
     * Reads a message. Bare LF, folded headers, blanks at the ends of lines, headers whose names differ in case, and missing lines between
     * headers and content are put up with, and content without a header of its own is text/plain.
     *
     * @throws CpimException when there is no header or no content, or there is more than {@link #MOST_HEADERS} and {@link #LONGEST_HEADER} allow
     */
    public static CpimMessage read(byte[] octets) throws CpimException {
        return new CpimReader(octets).read();
    }

    /**
     * A new message; the octets are copied.
     *
     * @param contentType of the content, parameters included
     * @throws IllegalArgumentException when the type has a control in it
     */
    public static CpimMessage of(List<CpimHeader> headers, String contentType, byte[] content) {
        return of(headers, List.of(new ContentHeader("Content-Type", contentType)), content);
    }

    static CpimMessage of(List<CpimHeader> headers, List<ContentHeader> contentHeaders, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        contentHeaders.forEach(header -> line(out, header.line()));
        line(out, "");
        int contentAt = out.size();
        out.writeBytes(content);
        return new CpimMessage(headers, contentHeaders, out.toByteArray(), contentAt);
    }

    /** A line of text (RFC 3862 §5.1), in UTF-8. */
    public static CpimMessage text(CpimAddress from, CpimAddress to, OffsetDateTime at, String text) {
        return of(
                List.of(
                        CpimHeader.of("From", from),
                        CpimHeader.of("To", to),
                        CpimHeader.of("DateTime", Times.write(at))),
                "text/plain;charset=utf-8",
                text.getBytes(StandardCharsets.UTF_8));
    }

    /** This message with a header more, behind the others. */
    public CpimMessage with(CpimHeader header) {
        return new CpimMessage(
                Stream.concat(headers.stream(), Stream.of(header)).toList(), contentHeaders, entity, contentAt);
    }

    /** As it goes over the wire. A namespace that a header needs and that was not declared before is. */
    public byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(entity.length + 512);
        Map<String, String> declared = new HashMap<>(Map.of("", CpimHeader.CORE));
        for (CpimHeader header : headers) {
            boolean known = Objects.equals(declared.get(header.prefix()), header.namespace());
            if (!known && !header.namespace().isEmpty()) {
                line(
                        out,
                        "NS: " + (header.prefix().isEmpty() ? "" : header.prefix() + ' ') + '<' + header.namespace()
                                + '>');
                declared.put(header.prefix(), header.namespace());
            }
            line(out, header.line());
            Namespaces.declared(header).ifPresent(name -> declared.put(name.prefix(), name.uri()));
        }
        line(out, "");
        out.writeBytes(entity);
        return out.toByteArray();
    }

    private static void line(ByteArrayOutputStream out, String line) {
        out.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        out.write('\r');
        out.write('\n');
    }

    /** Message headers in their order, declarations of namespaces included. */
    public List<CpimHeader> headers() {
        return headers;
    }

    /** Every header of this name in this namespace, in the order of the message. */
    public List<CpimHeader> all(String namespace, String name) {
        return headers.stream().filter(header -> header.is(namespace, name)).toList();
    }

    public Optional<CpimHeader> first(String namespace, String name) {
        return all(namespace, name).stream().findFirst();
    }

    /** Empty where there is none, or none that can be read. */
    public Optional<CpimAddress> from() {
        return addresses("From").findFirst();
    }

    public List<CpimAddress> to() {
        return addresses("To").toList();
    }

    public List<CpimAddress> cc() {
        return addresses("cc").toList();
    }

    private Stream<CpimAddress> addresses(String name) {
        return all(CpimHeader.CORE, name).stream().flatMap(header -> CpimAddress.read(header.written()).stream());
    }

    /** When it was sent, by its sender's clock (RFC 3339); empty where there is nothing that can be read. */
    public Optional<OffsetDateTime> dateTime() {
        return first(CpimHeader.CORE, "DateTime").flatMap(header -> Times.read(header.text()));
    }

    /** The first, in whatever language. */
    public Optional<String> subject() {
        return first(CpimHeader.CORE, "Subject").map(CpimHeader::text);
    }

    /** What the sender says must be understood and we do not (RFC 3862 §3.5), as it is written there. */
    public List<String> notUnderstood() {
        return Namespaces.notUnderstood(headers);
    }

    public List<ContentHeader> contentHeaders() {
        return contentHeaders;
    }

    /** The first content header of this name, compared without case. */
    public Optional<String> contentHeader(String name) {
        return contentHeaders.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(ContentHeader::value)
                .findFirst();
    }

    /** Parameters included; {@code text/plain} where none is written. */
    public String contentType() {
        return contentHeader("Content-Type").orElse("text/plain");
    }

    /** The content as it is on the wire, whatever its transfer encoding; a copy. */
    public byte[] content() {
        return Arrays.copyOfRange(entity, contentAt, entity.length);
    }

    /** Whether it tells of another message (RFC 5438 §9). */
    public boolean isNotification() {
        return contentHeader("Content-Disposition")
                .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter("notification"::equals)
                .isPresent();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CpimMessage message
                && headers.equals(message.headers)
                && contentAt == message.contentAt
                && Arrays.equals(entity, message.entity);
    }

    @Override
    public int hashCode() {
        return 31 * headers.hashCode() + Arrays.hashCode(entity);
    }

    @Override
    public String toString() {
        return MEDIA_TYPE + " of " + headers.size() + " headers, " + (entity.length - contentAt) + " octets";
    }
}

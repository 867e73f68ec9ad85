package org.voxpost.msrp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.MimeHeader;

/** Frames of every kind, one behind the other, come out as they went in, however the stream is cut. */
class FrameStreamsTest {

    /** A frame with what belongs to it. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Whole(Frame head, byte[] body, Continuation flag) {}

    @Property(tries = 400)
    void streamIsReadBack(@ForAll("streams") List<Whole> frames, @ForAll long seed) throws FramingException {
        ByteBuf out = Unpooled.buffer();
        frames.forEach(frame -> write(out, frame));
        byte[] octets = new byte[out.readableBytes()];
        out.readBytes(octets);

        Decoding decoding = Decoding.cutAtRandom(octets, new Random(seed));

        assertThat(decoding.heads).isEqualTo(frames.stream().map(Whole::head).toList());
        assertThat(decoding.flags).isEqualTo(frames.stream().map(Whole::flag).toList());
        assertThat(decoding.bodies)
                .usingRecursiveComparison()
                .isEqualTo(frames.stream().map(Whole::body).toList());
        assertThat(decoding.deviations).isEmpty();
    }

    @Provide
    Arbitrary<List<Whole>> streams() {
        return Arbitraries.oneOf(sends(), empties(), reports(), responses(), others())
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    private static Arbitrary<Whole> sends() {
        return Combinators.combine(transactions(), paths(), paths(), words(), ranges(), headers(), bodies(), framing())
                .as((id, to, from, message, range, headers, body, framing) -> new Whole(
                        new Frame.Send(
                                id,
                                to,
                                from,
                                message,
                                range,
                                framing.wish(),
                                framing.success(),
                                "a/b;c=d",
                                true,
                                headers),
                        body,
                        framing.flag()));
    }

    private static Arbitrary<Whole> empties() {
        return Combinators.combine(transactions(), paths(), paths(), words())
                .as((id, to, from, message) -> alone(new Frame.Send(
                        id, to, from, message, ByteRange.whole(0), FailureReport.YES, false, null, false, List.of())));
    }

    private static Arbitrary<Whole> reports() {
        return Combinators.combine(transactions(), paths(), paths(), words(), ranges(), statuses())
                .as((id, to, from, message, range, status) ->
                        alone(new Frame.Report(id, to, from, message, range, status)));
    }

    private static Arbitrary<Whole> responses() {
        return Combinators.combine(transactions(), statuses(), headers())
                .as((id, status, headers) -> alone(new Frame.Response(id, status, headers)));
    }

    private static Arbitrary<Whole> others() {
        Arbitrary<String> methods = Arbitraries.of("AUTH", "NICKNAME", "XYZ");
        return Combinators.combine(transactions(), methods, paths(), paths(), wishes(), headers())
                .as((id, method, to, from, wish, headers) ->
                        alone(new Frame.OtherRequest(id, method, to, from, wish, headers)));
    }

    private static Whole alone(Frame head) {
        return new Whole(head, new byte[0], Continuation.COMPLETE);
    }

    private static Arbitrary<TransactionId> transactions() {
        return ident(4, 32).map(TransactionId::new);
    }

    private static Arbitrary<String> words() {
        return ident(4, 32);
    }

    private static Arbitrary<String> ident(int min, int max) {
        return Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars(".-+%=")
                .ofMinLength(min)
                .ofMaxLength(max);
    }

    private static Arbitrary<UriPath> paths() {
        Arbitrary<String> uri = Combinators.combine(
                        Arbitraries.of("msrp", "msrps"),
                        Arbitraries.of("a.example.com", "[2001:db8::1]", "192.0.2.7:2855", "bob@b.example.com:1"),
                        Arbitraries.strings()
                                .alpha()
                                .numeric()
                                .withChars("._~+=/-")
                                .ofMaxLength(20),
                        Arbitraries.of("tcp", "ws;x=1"))
                .as((scheme, host, session, transport) ->
                        scheme + "://" + host + (session.isEmpty() ? "" : "/" + session) + ";" + transport);
        return uri.list().ofMinSize(1).ofMaxSize(4).map(uris -> UriPath.parse(String.join(" ", uris)));
    }

    private static Arbitrary<ByteRange> ranges() {
        Arbitrary<Long> sizes = Arbitraries.longs().between(0, 400_000_000_000_000_000L);
        return Combinators.combine(sizes, sizes, Arbitraries.of(0, 1, 2, 3))
                .as((before, octets, form) -> switch (form) {
                    case 0 -> new ByteRange(before + 1, ByteRange.UNKNOWN, ByteRange.UNKNOWN);
                    case 1 -> new ByteRange(before + 1, ByteRange.UNKNOWN, before + octets);
                    case 2 -> new ByteRange(before + 1, before + octets, ByteRange.UNKNOWN);
                    default -> new ByteRange(before + 1, before + octets, before + octets);
                });
    }

    private static Arbitrary<Status> statuses() {
        Arbitrary<String> comments = Arbitraries.strings()
                .withChars("abc é漢 -'")
                .ofMaxLength(12)
                .filter(comment -> comment.equals(comment.strip()));
        return Combinators.combine(Arbitraries.integers().between(100, 999), comments)
                .as(Status::new);
    }

    private record Framing(FailureReport wish, boolean success, Continuation flag) {}

    private static Arbitrary<Framing> framing() {
        Arbitrary<Continuation> flags = Arbitraries.of(Continuation.class);
        return Combinators.combine(wishes(), Arbitraries.of(true, false), flags).as(Framing::new);
    }

    private static Arbitrary<FailureReport> wishes() {
        return Arbitraries.of(FailureReport.class);
    }

    private static Arbitrary<List<MimeHeader>> headers() {
        Arbitrary<String> names = Arbitraries.of("Content-Disposition", "Keep-Alive", "X", "Use-Nickname");
        Arbitrary<String> values = Arbitraries.of("", "yes", "a: b; c=\"ü\"", "-------abcd$", "\ttab");
        return Combinators.combine(names, values).as(MimeHeader::new).list().ofMaxSize(3);
    }

    /** Octets that like to look like an end-line. */
    private static Arbitrary<byte[]> bodies() {
        return Arbitraries.of("\r", "\n", "\r\n", "-", "-------", "\r\n-------", "abcd", "$\r\n", "\u0000", "é")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts).getBytes(StandardCharsets.UTF_8));
    }

    private static void write(ByteBuf out, Whole frame) {
        TransactionId id = frame.head().transaction();
        switch (frame.head()) {
            case Frame.Send send
            when send.body() -> {
                FrameWriter.Message message = new FrameWriter.Message(
                        send.to(),
                        send.from(),
                        Objects.requireNonNull(send.messageId()),
                        send.successReport(),
                        send.failureReport(),
                        send.headers(),
                        Objects.requireNonNull(send.contentType()));
                FrameWriter.send(out, id, message, Objects.requireNonNull(send.range()));
                out.writeBytes(frame.body());
                FrameWriter.endLine(out, id, frame.flag(), true);
            }
            case Frame.Send send ->
                FrameWriter.emptySend(out, id, send.to(), send.from(), Objects.requireNonNull(send.messageId()));
            case Frame.Report report ->
                FrameWriter.report(
                        out,
                        id,
                        report.to(),
                        report.from(),
                        Objects.requireNonNull(report.messageId()),
                        report.range(),
                        Objects.requireNonNull(report.status()));
            case Frame.Response response -> {
                String comment = response.status().comment();
                text(out, "MSRP " + id + " " + response.status().code() + (comment.isEmpty() ? "" : " " + comment));
                text(out, "To-Path: msrp://a.example.com/x;tcp");
                text(out, "From-Path: msrp://b.example.com/y;tcp");
                response.headers().forEach(header -> text(out, header.name() + ": " + header.value()));
                FrameWriter.endLine(out, id, frame.flag(), false);
            }
            case Frame.OtherRequest other -> {
                text(out, "MSRP " + id + " " + other.method());
                text(out, "To-Path: " + other.to());
                text(out, "From-Path: " + other.from());
                switch (other.failureReport()) {
                    case YES -> {}
                    case NO -> text(out, "Failure-Report: no");
                    case PARTIAL -> text(out, "Failure-Report: partial");
                }
                other.headers().forEach(header -> text(out, header.name() + ": " + header.value()));
                FrameWriter.endLine(out, id, frame.flag(), false);
            }
            case Frame.Unintelligible broken -> throw new AssertionError(broken);
        }
    }

    private static void text(ByteBuf out, String line) {
        out.writeCharSequence(line + "\r\n", StandardCharsets.UTF_8);
    }
}

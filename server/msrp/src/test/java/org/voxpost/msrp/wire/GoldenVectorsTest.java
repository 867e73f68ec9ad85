package org.voxpost.msrp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every frame that RFC 4975, RFC 4976 and RFC 5547 show, and the requests for nicknames of RFC 7701. */
class GoldenVectorsTest {

    static List<Vector> vectors() {
        return Vector.all();
    }

    static List<Vector> whole() {
        return vectors().stream().filter(Vector::hasPaths).toList();
    }

    @Test
    void noVectorIsMissing() {
        assertThat(vectors()).hasSize(48);
        assertThat(whole()).hasSize(46);
    }

    @ParameterizedTest
    @MethodSource("whole")
    void whatIsReadIsWhatIsWritten(Vector vector) throws FramingException {
        Decoding decoding = Decoding.whole(vector.octets());
        assertThat(decoding.heads).hasSize(1);
        assertThat(Canonical.told(decoding.heads.getFirst(), decoding.bodies.getFirst(), decoding.flags.getFirst()))
                .isEqualTo(Canonical.written(vector));
        assertThat(decoding.deviations).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void cutAnywhereItReadsTheSame(Vector vector) throws FramingException {
        byte[] octets = vector.octets();
        String whole = Decoding.whole(octets).told();
        for (int at = 1; at < octets.length; at++) {
            assertThat(Decoding.split(octets, at).told()).isEqualTo(whole);
        }
        for (int size = 1; size <= 32; size++) {
            assertThat(Decoding.inPieces(octets, size).told()).isEqualTo(whole);
        }
    }

    @Test
    void allInOneStreamCutAtRandomReadTheSame() throws FramingException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        vectors().forEach(vector -> stream.writeBytes(vector.octets()));
        byte[] octets = stream.toByteArray();
        String whole = Decoding.whole(octets).told();
        for (int seed = 0; seed < 200; seed++) {
            assertThat(Decoding.untracked()
                            .feedAtRandom(octets, new Random(seed))
                            .told())
                    .as("seed " + seed)
                    .isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void withoutPathsARequestIsNotUnderstood(Vector vector) throws FramingException {
        if (!vector.hasPaths()) {
            assertThat(Decoding.whole(vector.octets()).heads).first().isInstanceOf(Frame.Unintelligible.class);
        }
    }

    @ParameterizedTest
    @MethodSource("whole")
    void whatIsWrittenAgainReadsTheSame(Vector vector) throws FramingException {
        Decoding once = Decoding.whole(vector.octets());
        ByteBuf out = Unpooled.buffer();
        if (written(out, once)) {
            byte[] octets = new byte[out.readableBytes()];
            out.readBytes(octets);
            assertThat(Decoding.whole(octets).told()).isEqualTo(once.told());
        }
    }

    /** False for what we never write. */
    private static boolean written(ByteBuf out, Decoding read) {
        return switch (read.heads.getFirst()) {
            case Frame.Send send
            when send.body() -> {
                String type = Objects.requireNonNull(send.contentType());
                String id = Objects.requireNonNull(send.messageId());
                FrameWriter.send(
                        out,
                        send.transaction(),
                        new FrameWriter.Message(
                                send.to(),
                                send.from(),
                                id,
                                send.successReport(),
                                send.failureReport(),
                                send.headers(),
                                type),
                        Objects.requireNonNull(send.range()));
                out.writeBytes(read.bodies.getFirst());
                FrameWriter.endLine(out, send.transaction(), read.flags.getFirst(), true);
                yield true;
            }
            case Frame.Send send -> {
                FrameWriter.emptySend(
                        out, send.transaction(), send.to(), send.from(), Objects.requireNonNull(send.messageId()));
                yield true;
            }
            case Frame.Report report -> {
                FrameWriter.report(
                        out,
                        report.transaction(),
                        report.to(),
                        report.from(),
                        Objects.requireNonNull(report.messageId()),
                        report.range(),
                        Objects.requireNonNull(report.status()));
                yield true;
            }
            case Frame.Response response
            when response.headers().isEmpty() -> {
                MsrpUri uri = MsrpUri.of("a.example.com", 2855, "s");
                FrameWriter.response(out, response.transaction(), response.status(), uri, uri);
                yield true;
            }
            case Frame.Response _, Frame.OtherRequest _, Frame.Unintelligible _ -> false;
        };
    }
}

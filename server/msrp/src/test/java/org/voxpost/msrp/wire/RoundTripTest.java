package org.voxpost.msrp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.security.SecureRandom;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.MimeHeader;

/** What is written is read back, however the octets are cut. */
class RoundTripTest {

    private static final UriPath TO = UriPath.parse("msrp://b.example.com:2855/bob;tcp");
    private static final UriPath FROM = UriPath.parse("msrp://[::1]:2855/alice;tcp");

    @Property(tries = 300)
    void sendIsReadBack(
            @ForAll @AlphaChars @NumericChars @StringLength(min = 4, max = 32) String id,
            @ForAll @AlphaChars @StringLength(min = 4, max = 32) String messageId,
            @ForAll FailureReport failure,
            @ForAll boolean success,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long before,
            @ForAll @Size(max = 300) byte[] body,
            @ForAll Continuation flag,
            @ForAll @IntRange(min = 1, max = 400) int cut)
            throws FramingException {
        ByteBuf out = Unpooled.buffer();
        TransactionId transaction = new TransactionId(id);
        List<MimeHeader> mime = List.of(new MimeHeader("Content-Disposition", "attachment; filename=\"ü\""));
        ByteRange range = new ByteRange(before + 1, ByteRange.UNKNOWN, before + body.length);
        FrameWriter.send(
                out,
                transaction,
                new FrameWriter.Message(TO, FROM, messageId, success, failure, mime, "audio/amr"),
                range);
        out.writeBytes(body);
        FrameWriter.endLine(out, transaction, flag, true);
        byte[] octets = new byte[out.readableBytes()];
        out.readBytes(octets);

        Decoding decoding = Decoding.inPieces(octets, cut);
        assertThat(decoding.heads)
                .containsExactly(new Frame.Send(
                        transaction, TO, FROM, messageId, range, failure, success, "audio/amr", true, mime));
        assertThat(decoding.bodies.getFirst()).isEqualTo(body);
        assertThat(decoding.flags).containsExactly(flag);
        assertThat(decoding.deviations).isEmpty();
    }

    @Property(tries = 100)
    void responseAndReportAreReadBack(
            @ForAll @IntRange(min = 100, max = 999) int code, @ForAll @IntRange(min = 1, max = 9) int cut)
            throws FramingException {
        ByteBuf out = Unpooled.buffer();
        TransactionId transaction = new RandomIds(new SecureRandom()).transaction();
        Status status = new Status(code, "Größe");
        FrameWriter.response(out, transaction, status, TO.first(), FROM.first());
        FrameWriter.report(out, transaction, TO, FROM, "m1234", ByteRange.whole(7), status);
        byte[] octets = new byte[out.readableBytes()];
        out.readBytes(octets);
        assertThat(Decoding.inPieces(octets, cut).heads)
                .containsExactly(
                        new Frame.Response(transaction, status, List.of()),
                        new Frame.Report(transaction, TO, FROM, "m1234", ByteRange.whole(7), status));
    }

    @Property(tries = 500)
    void noiseNeverThrowsAnythingElse(@ForAll byte[] noise, @ForAll @IntRange(min = 1, max = 9) int cut) {
        try {
            Decoding.inPieces(noise, cut);
        } catch (FramingException expected) {
            assertThat(expected).hasMessageNotContaining("null");
        }
    }
}

package org.voxpost.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every description of RFC 4975, RFC 4976 and RFC 5547; RFC 6135 and RFC 6714 show none. */
class RfcExamplesTest {

    /** A description of an RFC, completed with the lines that the RFC leaves out. */
    record Example(String name, String text) {
        static Example read(Path file) {
            try {
                String text = Files.readString(file, StandardCharsets.UTF_8);
                return new Example(
                        file.getFileName().toString(),
                        text.startsWith("v=")
                                ? text
                                : "v=0\r\no=alice 1 2 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\n" + text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** RFC 4976 §11 writes a blank behind the colon, which we do not keep. */
        List<String> attributes() {
            return text.lines()
                    .filter(line -> line.startsWith("a="))
                    .map(line -> line.replace(": ", ":"))
                    .toList();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Example> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/rfc"))) {
            return files.sorted().map(Example::read).toList();
        }
    }

    @Test
    void noExampleIsMissing() throws IOException {
        assertThat(examples()).hasSize(18);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyAttributeIsKeptAsWritten(Example example) throws SdpException {
        SessionDescription read = Sdp.of(example.text());
        assertThat(read.media()).hasSize(1);
        MediaDescription media = read.media().getFirst();
        assertThat(media.isMessage()).isTrue();
        assertThat(media.attributes()).extracting(Attribute::toString).isEqualTo(example.attributes());
        assertThat(example.text()).contains("m=message " + media.port() + " " + media.protocol() + " *\r\n");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void whatIsWrittenAgainReadsTheSame(Example example) throws SdpException {
        SessionDescription once = Sdp.of(example.text());
        assertThat(SessionDescription.parse(once.encode())).isEqualTo(once);
        assertThat(SessionDescription.parse(once.encode()).encode()).isEqualTo(once.encode());
    }

    /** The values that have a type of their own are written in the words of the RFC. */
    @ParameterizedTest
    @MethodSource("examples")
    void typedAttributesAreWrittenAsTheRfcDoes(Example example) throws SdpException {
        SessionDescription read = Sdp.of(example.text());
        MediaDescription media = read.media().getFirst();
        List<Attribute> typed = new ArrayList<>();
        MsrpPath.in(media).ifPresent(value -> typed.add(value.attribute()));
        AcceptTypes.in(media).ifPresent(value -> typed.add(value.attribute()));
        AcceptTypes.wrappedIn(media).ifPresent(value -> typed.add(value.wrappedAttribute()));
        MaxSize.in(media).ifPresent(value -> typed.add(value.attribute()));
        FileSelector.in(media).ifPresent(value -> typed.add(value.attribute()));
        FileRange.in(media).ifPresent(value -> typed.add(value.attribute()));
        FileTransfer.idIn(media).ifPresent(value -> typed.add(FileTransfer.id(value)));
        FileTransfer.dispositionIn(media).ifPresent(value -> typed.add(FileTransfer.disposition(value)));
        assertThat(typed).extracting(Attribute::toString).isSubsetOf(example.attributes());
        assertThat(typed).hasSizeGreaterThanOrEqualTo(2);
        assertThat(FileDates.in(media).isPresent()).isEqualTo(example.text().contains("a=file-date"));
        assertThat(Fingerprint.of(read, media)).hasSize(example.text().contains("a=fingerprint") ? 1 : 0);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void malformedTwinsAreRefusedInWords(Example example) {
        for (String twin : List.of(
                example.text().replaceFirst("v=0", "v=1"),
                example.text().replaceFirst("m=message", "m="),
                example.text().replaceFirst("(m=message )\\d+", "$199999"),
                example.text().replaceFirst("(m=message )\\d+", "$1-1"),
                example.text().replaceFirst("c=IN IP4 \\S+", "c=IN IP4"),
                example.text().replaceFirst("a=", "="),
                example.text().replaceFirst("o=[^\r]*", "o=nobody"))) {
            assertThatThrownBy(() -> Sdp.of(twin)).as(twin).isInstanceOf(SdpException.class);
        }
    }

    /** Cut anywhere, and with any octet replaced: read, or refused with the one exception. */
    @ParameterizedTest
    @MethodSource("examples")
    void damageNeverThrowsAnythingElse(Example example) {
        byte[] octets = example.text().getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < octets.length; at++) {
            tolerated(Arrays.copyOf(octets, at));
            for (byte damage : new byte[] {0, '\n', ' ', ':', (byte) 0xff}) {
                byte[] twin = octets.clone();
                twin[at] = damage;
                tolerated(twin);
            }
        }
    }

    private static void tolerated(byte[] octets) {
        Throwable thrown = catchThrowable(() -> {
            SessionDescription read = SessionDescription.parse(octets);
            for (MediaDescription media : read.media()) {
                typed(read, media);
            }
        });
        if (thrown != null && !(thrown instanceof SdpException)) {
            throw new AssertionError(new String(octets, StandardCharsets.UTF_8), thrown);
        }
    }

    private static void typed(SessionDescription read, MediaDescription media) throws SdpException {
        var _ = MsrpPath.in(media);
        var _ = AcceptTypes.in(media);
        var _ = MaxSize.in(media);
        var _ = FileSelector.in(media);
        var _ = FileRange.in(media);
        var _ = FileDates.in(media);
        var _ = FileTransfer.idIn(media);
        var _ = Setup.in(media);
        var _ = Fingerprint.of(read, media);
    }
}

package org.voxpost.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FileAttributesTest {
    private static final String SHA1 = "72:24:5F:E8:65:3D:DA:F3:71:36:2F:86:D4:71:91:3E:E4:A2:CE:2E";

    @Test
    void selectorOfTheRfcIsRead() throws SdpException {
        FileSelector selector = FileSelector.in(Sdp.message(
                        "file-selector:name:\"My cool picture.jpg\" type:image/jpeg size:4092 hash:sha-1:" + SHA1))
                .orElseThrow();

        assertThat(selector)
                .isEqualTo(FileSelector.of("My cool picture.jpg", "image/jpeg", 4092, new Hash("sha-1", SHA1)));
    }

    @Test
    void selectorIsWrittenAsTheRfcDoes() {
        assertThat(FileSelector.of("a \"b\" 100%.amr", "audio/amr", 7, new Hash("sha-1", SHA1))
                        .attribute())
                .hasToString("a=file-selector:name:\"a %22b%22 100%25.amr\" type:audio/amr size:7 hash:sha-1:" + SHA1);
    }

    @Test
    void namesSurviveWritingAndReading() throws SdpException {
        for (String name : List.of(
                "plain.amr", "a \"b\"", "100%", "50%41", "línea\r\nbreak\u0000", "../a\\b", "hash:sha-1:AA", "日本")) {
            FileSelector written =
                    new FileSelector(Optional.of(name), Optional.empty(), OptionalLong.empty(), List.of());
            SessionDescription sent =
                    Sdp.of(Sdp.HEAD).plus(MediaDescription.message(1, false).with(written.attribute()));

            assertThat(FileSelector.in(
                            SessionDescription.parse(sent.encode()).media().getFirst()))
                    .contains(written);
        }
    }

    @Test
    void typeParametersKeepTheirQuotes() throws SdpException {
        FileSelector selector = FileSelector.in(
                        Sdp.message("file-selector:type:text/plain;charset=\"utf 8\" hash:sha-1:" + SHA1))
                .orElseThrow();

        assertThat(selector.type()).contains("text/plain;charset=\"utf 8\"");
        assertThat(selector.attribute().text()).startsWith("type:text/plain;charset=\"utf 8\" ");
    }

    @Test
    void namesAndTypesAreWrittenAsTheGrammarWants() throws SdpException {
        FileSelector selector = new FileSelector(
                Optional.of("a/..\\b"), Optional.of("text/plain; charset=utf-8; x=y"), OptionalLong.of(0), List.of());

        assertThat(selector.attribute())
                .hasToString("a=file-selector:name:\"a%2F..%5Cb\" type:text/plain;charset=\"utf-8\";x=\"y\" size:0");
        assertThat(FileSelector.in(Sdp.message(selector.attribute().toString().substring(2)))
                        .orElseThrow()
                        .name())
                .contains("a/..\\b");
    }

    @Test
    void whatIsKeptIsReadOrIgnored() throws SdpException {
        assertThat(FileTransfer.keptIn(
                        Sdp.message(FileTransfer.kept(7).toString().substring(2))))
                .hasValue(7);
        assertThat(FileTransfer.keptIn(Sdp.message("voxpost-file-kept:much"))).isEmpty();
        assertThat(FileTransfer.keptIn(Sdp.message())).isEmpty();
    }

    @Test
    void emptySelectorSaysFileTransferIsUnderstood() throws SdpException {
        assertThat(FileSelector.in(Sdp.message("file-selector"))).contains(FileSelector.EMPTY);
        assertThat(FileSelector.EMPTY.attribute()).hasToString("a=file-selector");
        assertThat(FileSelector.in(Sdp.message())).isEmpty();
    }

    @Test
    void severalHashesAndUnknownSelectorsAreTaken() throws SdpException {
        String sha256 = Hash.of("sha-256", new byte[32]).toString();
        FileSelector selector = FileSelector.in(
                        Sdp.message("file-selector:color:red hash:sha-1:" + SHA1 + " hash:" + sha256))
                .orElseThrow();

        assertThat(selector.hashes()).extracting(Hash::algorithm).containsExactly("sha-1", "sha-256");
    }

    @Test
    void brokenSelectorsAreRefused() {
        for (String broken : List.of(
                "name:\"open", "size:x", "size:-1", "hash:sha-1:AA", "hash:sha-1", "name:\"50%\"", "name:\"%zz\"")) {
            assertThatThrownBy(() -> FileSelector.in(Sdp.message("file-selector:" + broken)))
                    .as(broken)
                    .isInstanceOf(SdpException.class);
        }
    }

    @Test
    void rangeReadsBothFormsAndRefusesOthers() throws SdpException {
        assertThat(FileRange.in(Sdp.message("file-range:1-*"))).contains(new FileRange(1, OptionalLong.empty()));
        assertThat(FileRange.in(Sdp.message("file-range:5 - 9"))).contains(new FileRange(5, OptionalLong.of(9)));
        assertThat(new FileRange(5, OptionalLong.of(9)).attribute()).hasToString("a=file-range:5-9");
        assertThat(new FileRange(5, OptionalLong.empty()).attribute()).hasToString("a=file-range:5-*");
        for (String broken : List.of("0-1", "9-5", "5", "-", "a-b")) {
            assertThatThrownBy(() -> FileRange.in(Sdp.message("file-range:" + broken)))
                    .as(broken)
                    .isInstanceOf(SdpException.class);
        }
    }

    @Test
    void datesAreReadWithAnyZoneAndWrittenInUtc() throws SdpException {
        FileDates dates = FileDates.in(Sdp.message("file-date:creation:\"Mon, 15 May 2006 15:01:31 +0300\" "
                        + "read:\"15 May 2006 15:01:31 -0000\""))
                .orElseThrow();

        assertThat(dates.creation()).contains(Instant.parse("2006-05-15T12:01:31Z"));
        assertThat(dates.modification()).isEmpty();
        assertThat(dates.read()).contains(Instant.parse("2006-05-15T15:01:31Z"));
        assertThat(FileDates.created(Instant.parse("2006-05-15T12:01:31Z")).attribute())
                .hasToString("a=file-date:creation:\"Mon, 15 May 2006 12:01:31 +0000\"");
        assertThatThrownBy(() -> FileDates.in(Sdp.message("file-date:read:\"yesterday\"")))
                .isInstanceOf(SdpException.class);
    }

    @Test
    void transferIdAndDispositionAreTokens() throws SdpException {
        MediaDescription media = Sdp.message("file-transfer-id:vBnG916bdberum2fF", "file-disposition:attachment");

        assertThat(FileTransfer.idIn(media)).contains("vBnG916bdberum2fF");
        assertThat(FileTransfer.dispositionIn(media)).contains(FileTransfer.ATTACHMENT);
        assertThat(FileTransfer.idIn(Sdp.message())).isEmpty();
        assertThatThrownBy(() -> FileTransfer.id("a b")).isInstanceOf(IllegalArgumentException.class);
    }
}

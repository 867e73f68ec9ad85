package org.voxpost.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.media.MediaException.Reason;

class MediaUriTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        file:///testing/mxml/recordings/RECORD VMD4 1.amr | true  | testing/mxml/recordings/RECORD VMD4 1.amr
        file:///testing/RECORD%20VMD4%201.amr             | true  | testing/RECORD VMD4 1.amr
        FILE:///a.amr                                     | true  | a.amr
        file:/abs/a.amr                                   | true  | abs/a.amr
        file:////abs/a.amr                                | true  | abs/a.amr
        file://localhost/abs/a.amr                        | true  | abs/a.amr
        /abs/a.amr                                        | true  | abs/a.amr
        file://verification/testRecord.wav                | false | verification/testRecord.wav
        file://Test.wav                                   | false | Test.wav
        ./media/x.wav                                     | false | ./media/x.wav
        media/x.wav                                       | false | media/x.wav
        file:media/x.wav                                  | false | media/x.wav
        file:///100%.amr                                  | true  | 100%.amr
        file:///100%zz.amr                                | true  | 100%zz.amr
        file:///a?b#c.amr                                 | true  | a?b#c.amr
        file:///%C3%BC.amr                                | true  | ü.amr
        file:///%FF.amr                                   | true  | %FF.amr
        """)
    void fileFormsAreTold(String text, boolean absolute, String path) throws MediaException {
        assertThat(MediaUri.parse(text)).isInstanceOfSatisfying(MediaUri.File.class, file -> {
            assertThat(file.absolute()).isEqualTo(absolute);
            assertThat(file.path()).isEqualTo(path);
            assertThat(file.text()).isEqualTo(text);
        });
    }

    @Test
    void theWrittenFormIsKeptBesideTheDecodedOne() throws MediaException {
        assertThat(MediaUri.parse("  file:///a%20b.amr\t")).isInstanceOfSatisfying(MediaUri.File.class, file -> {
            assertThat(file.literal()).isEqualTo("a%20b.amr");
            assertThat(file.name()).isEqualTo("a b.amr");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        http://media.example.net/a b.amr         | http://media.example.net/a%20b.amr
        HTTPS://media.example.net:8443/a%20b     | https://media.example.net:8443/a%20b
        http://media.example.net/a?id=1&x=[2]#no | http://media.example.net/a?id=1&x=[2]
        http://media.example.net/50%             | http://media.example.net/50%25
        http://media.example.net/ü               | http://media.example.net/%C3%BC
        http://[2001:db8::1]:80/a                | http://[2001:db8::1]:80/a
        """)
    void httpFormsBecomeLegal(String text, String target) throws MediaException {
        assertThat(MediaUri.parse(text))
                .isInstanceOfSatisfying(
                        MediaUri.Http.class, http -> assertThat(http.target()).hasToString(target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "file:",
                "file://",
                "file:///",
                "ftp://host/a",
                "xmsrp://?offerer=a",
                "C:\\a.amr",
                "file:///a\\..\\b",
                "file:///a%5c..%5cb",
                "file:///a\0b",
                "file:///a%00b",
                "file:///a\r\nb",
                "file:///a%0d%0ab",
                "file://%2fetc/passwd",
                "http:///a",
                "http:a",
                "http://user:secret@host/a",
                "http://host/a%0d%0aX: y",
                "http://host\r\n/a",
                "http://host:99999/a",
                "http://ho st/a",
                "s3:",
                "s3://bucket",
                "s3://bucket/",
                "s3:///key",
                "s3://Bucket/key",
                "s3://a/key",
                "s3://bucket@evil.example.com/key",
                "s3://bucket:80/key",
                "s3://evil.example.com#/key",
                "s3://bucket/../other/key",
                "s3://bucket/a/./b",
                "s3://bucket/a\u0000b",
                "memory:",
                "memory://",
                "memory:a%00b",
                "jar:file:///a!/b"
            })
    void whatIsNoMediaUriIsRefused(String text) {
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> MediaUri.parse(text))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.BAD_URI))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\r", "\n", "\0"))
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }

    @Test
    void anOverlongUriIsRefusedWithAShortMessage() {
        assertThatExceptionOfType(MediaException.class)
                .isThrownBy(() -> MediaUri.parse("file:///" + "a".repeat(5000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }

    @ParameterizedTest
    @CsvSource({
        "s3://recordings/2026/RECORD VMD4 1.amr, recordings, 2026/RECORD VMD4 1.amr, RECORD VMD4 1.amr",
        "S3://a.b-c/a%20b?c#d, a.b-c, a%20b?c#d, a%20b?c#d",
        "s3://bucket//a, bucket, /a, a"
    })
    void theKeyOfAnObjectIsTakenAsWritten(String text, String bucket, String key, String name) throws Exception {
        assertThat(MediaUri.parse(text)).isEqualTo(new MediaUri.S3(text, bucket, key));
        assertThat(MediaUri.parse(text).name()).isEqualTo(name);
    }

    @Test
    void contentInMemoryHasAName() throws Exception {
        assertThat(MediaUri.parse("memory:a%20b").name()).isEqualTo("a b");
        assertThat(MediaUri.parse("memory://a b").name()).isEqualTo("a b");
    }
}

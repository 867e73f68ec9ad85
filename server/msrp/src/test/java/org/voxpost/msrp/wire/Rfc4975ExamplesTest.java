package org.voxpost.msrp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The frames of RFC 4975 §5.1 and §11, whole and split at every octet. */
class Rfc4975ExamplesTest {

    private static final String ALICE = "msrp://alicepc.example.com:7777/iau39soe2843z;tcp";
    private static final String BOB = "msrp://bob.example.com:8888/9di4eae923wzd;tcp";

    static final List<String> EXAMPLES = List.of(
            // §5.1
            """
            MSRP a786hjs2 SEND
            To-Path: msrp://biloxi.example.com:12763/kjhd37s2s20w2a;tcp
            From-Path: msrp://atlanta.example.com:7654/jshA7weztas;tcp
            Message-ID: 87652491
            Byte-Range: 1-25/25
            Content-Type: text/plain

            Hey Bob, are you there?
            -------a786hjs2$
            """,
            """
            MSRP a786hjs2 200 OK
            To-Path: msrp://atlanta.example.com:7654/jshA7weztas;tcp
            From-Path: msrp://biloxi.example.com:12763/kjhd37s2s20w2a;tcp
            -------a786hjs2$
            """,
            """
            MSRP dkei38sd SEND
            To-Path: msrp://alice.example.com:7777/iau39soe2843z;tcp
            From-Path: msrp://bob.example.com:8888/9di4eae923wzd;tcp
            Message-ID: 456s9wlk3
            Byte-Range: 1-*/8
            Content-Type: text/plain

            abcd
            -------dkei38sd+
            MSRP dkei38ia SEND
            To-Path: msrp://alice.example.com:7777/iau39soe2843z;tcp
            From-Path: msrp://bob.example.com:8888/9di4eae923wzd;tcp
            Message-ID: 456s9wlk3
            Byte-Range: 5-8/8
            Content-Type: text/plain

            EFGH
            -------dkei38ia$
            """,
            // §11.1
            """
            MSRP d93kswow SEND
            To-Path: %s
            From-Path: %s
            Message-ID: 12339sdqwer
            Byte-Range: 1-16/16
            Content-Type: text/plain

            Hi, I'm Alice!
            -------d93kswow$
            MSRP d93kswow 200 OK
            To-Path: %s
            From-Path: %s
            -------d93kswow$
            """.formatted(BOB, ALICE, ALICE, BOB),
            // §11.5
            """
            MSRP d93kswow SEND
            To-Path: msrp://alicepc.example.com:8888/9di4eae923wzd;tcp
            From-Path: msrp://example.com:7777/iau39soe2843z;tcp
            Message-ID: 12339sdqwer
            Byte-Range: 1-38/38
            Failure-Report: no
            Success-Report: no
            Content-Type: text/plain

            This conference will end in 5 minutes
            -------d93kswow$
            """,
            // §11.6
            """
            MSRP d93kswow SEND
            To-Path: msrp://bob.example.com:8888/9di4eae923wzd;tcp
            From-Path: msrp://alicepc.example.com:7777/iau39soe2843z;tcp
            Message-ID: 12339sdqwer
            Byte-Range: 1-106/106
            Success-Report: yes
            Failure-Report: no
            Content-Type: text/html

            <html><body>
            <p>Here is that important link...
            <a href="http://www.example.com/foobar">foobar</a>
            </p>
            </body></html>
            -------d93kswow$
            MSRP dkei38sd REPORT
            To-Path: msrp://alicepc.example.com:7777/iau39soe2843z;tcp
            From-Path: msrp://bob.example.com:8888/9di4eae923wzd;tcp
            Message-ID: 12339sdqwer
            Byte-Range: 1-106/106
            Status: 000 200 OK
            -------dkei38sd$
            """,
            // §7.1: without a body
            """
            MSRP 1234abcd SEND
            To-Path: msrp://bob.example.com:8888/9di4eae923wzd;tcp
            From-Path: msrp://alicepc.example.com:7777/iau39soe2843z;tcp
            Message-ID: 12339sdqwer
            Byte-Range: 1-0/0
            -------1234abcd$
            """);

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void exampleSplitAnywhereReadsTheSame(String text) throws FramingException {
        byte[] octets = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        Decoding whole = Decoding.whole(octets);
        assertThat(whole.heads).hasSameSizeAs(whole.flags).isNotEmpty();
        assertThat(whole.heads).noneMatch(Frame.Unintelligible.class::isInstance);
        assertThat(whole.deviations).isEmpty();
        for (int at = 1; at < octets.length; at++) {
            assertThat(Decoding.split(octets, at).told()).isEqualTo(whole.told());
        }
        assertThat(Decoding.inPieces(octets, 1).told()).isEqualTo(whole.told());
    }
}

package org.voxpost.cpim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class CpimRoundTripTest {

    @Provide
    Arbitrary<CpimHeader> headers() {
        Arbitrary<String> names = Arbitraries.of("From", "To", "Subject", "X-a!", "d_e~", "Require");
        Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(40).map(CpimRoundTripTest::wellFormed);
        Arbitrary<Optional<String>> languages = Arbitraries.of(Optional.empty(), Optional.of("en-US"));
        Arbitrary<String> prefixes = Arbitraries.of("", "", "imdn", "p");
        return Combinators.combine(prefixes, names, languages, texts)
                .as((prefix, name, language, text) -> new CpimHeader(
                        prefix,
                        switch (prefix) {
                            case "" -> CpimHeader.CORE;
                            case "imdn" -> CpimHeader.IMDN;
                            default -> "urn:p";
                        },
                        name,
                        language,
                        Escapes.escape(text).strip()));
    }

    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Property(tries = 500)
    void whatIsWrittenIsReadAsItWas(
            @ForAll("headers") CpimHeader first,
            @ForAll @Size(max = 8) List<@net.jqwik.api.From("headers") CpimHeader> more,
            @ForAll @Size(max = 300) byte[] content)
            throws CpimException {
        List<CpimHeader> headers = new ArrayList<>(more);
        headers.addFirst(first);
        CpimMessage message = CpimMessage.of(headers, "a/b; c=d", content);
        CpimMessage read = CpimMessage.read(message.encode());
        assertThat(read.headers().stream().filter(header -> !header.name().equals("NS")))
                .containsExactlyElementsOf(headers);
        assertThat(read.content()).isEqualTo(content);
        assertThat(read.encode()).isEqualTo(message.encode());
    }

    @Property(tries = 500)
    void anAddressIsReadAsItWas(@ForAll String name) {
        String meant = wellFormed(name).strip();
        CpimAddress address = new CpimAddress(meant, "sip:a@b");
        assertThat(CpimAddress.read(CpimHeader.of("From", address).written())).contains(address);
    }

    @Provide
    Arbitrary<byte[]> nearly() {
        return Arbitraries.of(
                        "From",
                        "Content-Type",
                        ":",
                        " ",
                        "\r\n",
                        "\n",
                        "\r",
                        ".",
                        "NS: ",
                        "<",
                        ">",
                        "\\u",
                        "\"",
                        ";lang=",
                        "x",
                        "\u0000",
                        "\u00ff",
                        "Require: ",
                        ",",
                        "\t")
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Property(tries = 5000)
    void anyOctetsAreReadOrSaidToBeNone(@ForAll("nearly") byte[] octets) {
        try {
            CpimMessage message = CpimMessage.read(octets);
            message.from();
            message.to();
            message.notUnderstood();
            ImdnRequest.of(message);
            assertThat(CpimMessage.read(message.encode()).content()).isEqualTo(message.content());
        } catch (CpimException none) {
            assertThat(none.getMessage()).endsWith(".");
        }
    }

    @Property(tries = 1000)
    void anyBodyIsContent(@ForAll("types") String type, @ForAll("nearly") byte[] octets) {
        assertThat(Content.of(type, octets)).isNotNull();
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.of(
                CpimMessage.MEDIA_TYPE,
                Imdn.MEDIA_TYPE,
                IsComposing.MEDIA_TYPE,
                "text/plain",
                "text/plain;charset=utf-16",
                "",
                ";",
                "x");
    }
}

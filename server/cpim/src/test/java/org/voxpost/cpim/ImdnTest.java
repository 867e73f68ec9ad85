package org.voxpost.cpim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("StringConcatToTextBlock") // what counts is in the line ends
class ImdnTest {
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-28T12:00:00Z");

    /** RFC 5438 §7.1.1.3. */
    private static final String HELLO = String.join(
            "\r\n",
            "From: Alice <im:alice@example.com>",
            "To: Bob <im:bob@example.com>",
            "NS: imdn <urn:ietf:params:imdn>",
            "imdn.Message-ID: 34jk324j",
            "DateTime: 2006-04-04T12:16:49-05:00",
            "imdn.Disposition-Notification: positive-delivery, negative-delivery",
            "",
            "Content-type: text/plain",
            "Content-length: 12",
            "",
            "Hello World");

    /** RFC 5438 §7.2.1.1, §7.2.1.2, §8.1: the same but for what is told. */
    private static String document(String told) {
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <imdn xmlns="urn:ietf:params:xml:ns:imdn">
                  <message-id>34jk324j</message-id>
                  <datetime>2008-04-04T12:16:49-05:00</datetime>
                 <recipient-uri>im:bob@example.com</recipient-uri>
                  <original-recipient-uri
                     >im:bob@example.com</original-recipient-uri>
                  %s
                </imdn>
            """.formatted(told);
    }

    private static CpimMessage message(String text) throws CpimException {
        return CpimMessage.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Imdn imdn(String text) throws CpimException {
        return Imdn.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "delivery, delivered",
        "delivery, failed",
        "delivery, forbidden",
        "display, displayed",
        "display, error",
        "processing, processed",
        "processing, stored",
    })
    void theExamplesOfTheStandardAreRead(String kind, String status) throws CpimException {
        Imdn read = imdn(document(
                "<" + kind + "-notification>\n<status>\n<" + status + "/>\n</status>\n</" + kind + "-notification>"));
        assertThat(read)
                .isEqualTo(new Imdn(
                        "34jk324j",
                        "2008-04-04T12:16:49-05:00",
                        Optional.of("im:bob@example.com"),
                        Optional.of("im:bob@example.com"),
                        Optional.empty(),
                        Imdn.Kind.valueOf(kind.toUpperCase(java.util.Locale.ROOT)),
                        Imdn.Status.valueOf(status.toUpperCase(java.util.Locale.ROOT))));
        assertThat(Imdn.read(read.encode())).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<delivery-notification/>",
                "<delivery-notification><status/></delivery-notification>",
                "<delivery-notification><status><displayed/></status></delivery-notification>",
                "<delivery-notification xmlns=\"urn:x\"><status><delivered/></status></delivery-notification>",
                "<delivery-notification><status><delivered/></status>",
                "<delivery-notification><status>&delivered;</status></delivery-notification>",
            })
    void whatTellsNothingIsRefused(String told) {
        assertThatThrownBy(() -> imdn(document(told)))
                .isInstanceOf(CpimException.class)
                .hasMessageEndingWith(".");
    }

    @Test
    void extensionsAreReadPast() throws CpimException {
        assertThat(imdn(document("<x:y xmlns:x=\"urn:x\" z=\"1\">a<x:b/></x:y><!-- c"
                                + " --><delivery-notification><status><delivered/><x:f"
                                + " xmlns:x=\"urn:x\"/></status></delivery-notification>"))
                        .status())
                .isEqualTo(Imdn.Status.DELIVERED);
    }

    @Test
    void aMessageSaysWhatItsSenderWantsToHear() throws CpimException {
        ImdnRequest request = ImdnRequest.of(message(HELLO)).orElseThrow();
        assertThat(request.messageId()).isEqualTo("34jk324j");
        assertThat(request.wishes())
                .isEqualTo(Set.of(ImdnRequest.Wish.POSITIVE_DELIVERY, ImdnRequest.Wish.NEGATIVE_DELIVERY));
        assertThat(request.wants(Imdn.Kind.DELIVERY, Imdn.Status.DELIVERED)).isTrue();
        assertThat(request.wants(Imdn.Kind.DELIVERY, Imdn.Status.FAILED)).isTrue();
        assertThat(request.wants(Imdn.Kind.DELIVERY, Imdn.Status.DISPLAYED)).isFalse();
        assertThat(request.wants(Imdn.Kind.DISPLAY, Imdn.Status.DISPLAYED)).isFalse();
        CpimMessage other = message(HELLO.replace("imdn", "i")
                .replace("params:i", "params:imdn")
                .replace("positive-delivery, negative-delivery", "display;x=y ,unheard,processing"));
        assertThat(ImdnRequest.of(other).orElseThrow().wishes())
                .isEqualTo(Set.of(ImdnRequest.Wish.DISPLAY, ImdnRequest.Wish.PROCESSING));
    }

    @Test
    void nobodyIsToldWhoDoesNotAskOrCannotBe() throws CpimException {
        for (String text : new String[] {
            HELLO.replace("positive-delivery, negative-delivery", ""),
            HELLO.replace("imdn.Disposition", "imdn.Other"),
            HELLO.replace("imdn.Message-ID: 34jk324j\r\n", ""),
            HELLO.replace("From: Alice <im:alice@example.com>\r\n", ""),
            HELLO.replace("Content-length: 12", "Content-Disposition: Notification;x"),
            HELLO.replace("urn:ietf:params:imdn", "urn:other"),
        }) {
            assertThat(ImdnRequest.of(message(text))).as(text).isEmpty();
        }
    }

    @Test
    void aNotificationGoesBackToWhoSentTheMessage() throws CpimException {
        CpimMessage asking = message(HELLO.replace(
                "DateTime",
                "imdn.IMDN-Record-Route: <im:one@h>\r\nimdn.IMDN-Record-Route: Two <im:two@h>\r\nSubject: hi & bye\r\n"
                        + "imdn.Original-To: <im:list@h>\r\nDateTime"));
        CpimMessage told = ImdnRequest.of(asking)
                .orElseThrow()
                .notification(Imdn.Kind.DELIVERY, Imdn.Status.DELIVERED, "d834jied93rf", NOW);
        Imdn expected = new Imdn(
                "34jk324j",
                "2006-04-04T12:16:49-05:00",
                Optional.of("im:bob@example.com"),
                Optional.of("im:list@h"),
                Optional.of("hi & bye"),
                Imdn.Kind.DELIVERY,
                Imdn.Status.DELIVERED);
        String[] parts = new String(told.encode(), StandardCharsets.UTF_8).split("\r\n\r\n", 3);
        assertThat(parts[0])
                .isEqualTo(String.join(
                        "\r\n",
                        "From: Bob <im:bob@example.com>",
                        "To: Alice <im:alice@example.com>",
                        "DateTime: 2026-11-28T12:00:00Z",
                        "NS: imdn <urn:ietf:params:imdn>",
                        "imdn.Message-ID: d834jied93rf",
                        "imdn.IMDN-Route: <im:one@h>",
                        "imdn.IMDN-Route: Two <im:two@h>"));
        assertThat(parts[1]).startsWith("Content-Type: message/imdn+xml\r\nContent-Disposition: notification\r\n");
        assertThat(parts[2]).startsWith("<?xml").contains("hi &amp; bye");
        CpimMessage read = CpimMessage.read(told.encode());
        assertThat(read.isNotification()).isTrue();
        assertThat(Imdn.read(read.content())).isEqualTo(expected);
        assertThat(Content.of("message/cpim", told.encode())).isEqualTo(new Content.Notification(expected));
        assertThat(ImdnRequest.of(read.with(CpimHeader.imdn("Disposition-Notification", "display"))))
                .isEmpty();
    }

    @Test
    void aKindHasItsOwnStatuses() {
        for (Imdn.Kind kind : Imdn.Kind.values()) {
            assertThat(Imdn.Status.ERROR.isOf(kind)).isTrue();
        }
        assertThatThrownBy(() -> new Imdn(
                        "1",
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Imdn.Kind.DISPLAY,
                        Imdn.Status.STORED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Imdn(
                        "",
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Imdn.Kind.DISPLAY,
                        Imdn.Status.ERROR))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void markupAndControlsOfAPeerStayText() throws CpimException {
        Imdn odd = new Imdn(
                "]]></message-id>\0&",
                "<x/>",
                Optional.of("\"'>"),
                Optional.empty(),
                Optional.of("\ud83d\ude00\u0001"),
                Imdn.Kind.DISPLAY,
                Imdn.Status.DISPLAYED);
        Imdn read = Imdn.read(odd.encode());
        assertThat(read.messageId()).isEqualTo("]]></message-id>\ufffd&");
        assertThat(read.dateTime()).isEqualTo("<x/>");
        assertThat(read.recipientUri()).contains("\"'>");
        assertThat(read.subject()).contains("\ud83d\ude00\ufffd");
    }
}

package org.voxpost.cpim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsComposingTest {
    /** RFC 3994 §5. */
    private static String document(String content) {
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <isComposing xmlns="urn:ietf:params:xml:ns:im-iscomposing"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xsi:schemaLocation="urn:ietf:params:xml:ns:im-composing
            iscomposing.xsd">
              %s
            </isComposing>
            """.formatted(content);
    }

    private static IsComposing read(String text) throws CpimException {
        return IsComposing.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theExamplesOfTheStandardAreRead() throws CpimException {
        IsComposing active =
                read(document("<state>active</state> <contenttype>text/plain</contenttype> <refresh>90</refresh>"));
        assertThat(active).isEqualTo(IsComposing.active("text/plain", Duration.ofSeconds(90)));
        IsComposing idle = read(document("<state>idle</state> "
                + "<lastactive>2003-01-27T10:43:00Z</lastactive> "
                + "<contenttype>audio</contenttype>"));
        assertThat(idle)
                .isEqualTo(new IsComposing(
                        IsComposing.State.IDLE,
                        Optional.of(OffsetDateTime.parse("2003-01-27T10:43:00Z")),
                        Optional.of("audio"),
                        Optional.empty()));
        for (IsComposing state : new IsComposing[] {active, idle, IsComposing.idle()}) {
            assertThat(IsComposing.read(state.encode())).isEqualTo(state);
        }
    }

    @Test
    void whatIsOddIsReadAsTheStandardSays() throws CpimException {
        assertThat(read(document("<state>thinking</state><x xmlns=\"urn:x\"><y/></x>")))
                .isEqualTo(IsComposing.idle());
        assertThat(read(document("<state> active </state><refresh>5</refresh>")).refresh())
                .contains(Duration.ofSeconds(5));
        for (String refresh : new String[] {"0", "-1", "soon", "", "99999999999999999999", "1.5"}) {
            assertThat(read(document(
                            "<state>active</state><lastactive>now</lastactive><refresh>" + refresh + "</refresh>")))
                    .isEqualTo(new IsComposing(
                            IsComposing.State.ACTIVE, Optional.empty(), Optional.empty(), Optional.empty()));
        }
    }

    @Test
    void nothingIsRefreshedMoreOftenThanTheStandardSays() throws CpimException {
        byte[] encoded = IsComposing.active("text/plain", Duration.ofSeconds(5)).encode();
        assertThat(IsComposing.read(encoded).refresh()).contains(IsComposing.SHORTEST_REFRESH);
        assertThat(new String(encoded, StandardCharsets.UTF_8))
                .contains("<isComposing xmlns=\"urn:ietf:params:xml:ns:im-iscomposing\"><state>active</state>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<",
                "<isComposing xmlns=\"urn:ietf:params:xml:ns:im-iscomposing\"/>",
                "<isComposing><state>active</state></isComposing>",
                "<imdn xmlns=\"urn:ietf:params:xml:ns:im-iscomposing\"><state>active</state></imdn>",
                "<isComposing"
                        + " xmlns=\"urn:ietf:params:xml:ns:im-iscomposing\"><state>active</state></isComposing><more/>",
                "<isComposing xmlns=\"urn:ietf:params:xml:ns:im-iscomposing\"><state>&nbsp;</state></isComposing>",
            })
    void whatIsNoneIsSaidInOneSentence(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(CpimException.class)
                .hasMessageEndingWith(".")
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }

    @Test
    void nothingOutsideOfADocumentIsLookedAt(@TempDir Path home) throws Exception {
        Path secret = Files.writeString(home.resolve("secret"), "active");
        AtomicInteger asked = new AtomicInteger();
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
        });
        web.start();
        try {
            String url = "http://127.0.0.1:" + web.getAddress().getPort() + "/x.dtd";
            for (String doctype : new String[] {
                "<!DOCTYPE isComposing [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>",
                "<!DOCTYPE isComposing [<!ENTITY x SYSTEM \"" + url + "\">]>",
                "<!DOCTYPE isComposing SYSTEM \"" + url + "\">",
                "<!DOCTYPE isComposing [<!ENTITY % p SYSTEM \"" + url + "\">%p;]>",
                "<!DOCTYPE isComposing [<!ENTITY x \"active\">]>",
            }) {
                String document = document("<state>&x;</state>").replace("?>", "?>" + doctype);
                assertThatThrownBy(() -> read(document))
                        .isInstanceOf(CpimException.class)
                        .hasMessageContaining("DOCTYPE");
                assertThat(Content.of(IsComposing.MEDIA_TYPE, document.getBytes(StandardCharsets.UTF_8)))
                        .isInstanceOf(Content.Other.class);
            }
            assertThat(asked).hasValue(0);
        } finally {
            web.stop(0);
        }
    }

    @Test
    void documentsHaveLimits() {
        for (String content : new String[] {
            "<state>active</state>" + "<a>".repeat(20) + "</a>".repeat(20),
            "<state>active</state>" + "<a/>".repeat(300),
            "<state>active</state><!-- " + "x".repeat(Xml.LARGEST) + " -->",
            "<state>active</state><a b=\"" + "x".repeat(3000) + "\"/>",
        }) {
            assertThatThrownBy(() -> read(document(content))).isInstanceOf(CpimException.class);
        }
    }
}

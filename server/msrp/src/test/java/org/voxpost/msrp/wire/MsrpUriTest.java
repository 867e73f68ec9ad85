package org.voxpost.msrp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4975 §6, §6.1. */
class MsrpUriTest {

    @Test
    void partsAreRead() {
        MsrpUri uri = MsrpUri.parse("msrps://bob@Relay.example.com:9000/a/b+c=~;tcp;x=1");
        assertThat(uri.secure()).isTrue();
        assertThat(uri.host()).isEqualTo("relay.example.com");
        assertThat(uri.port()).isEqualTo(9000);
        assertThat(uri.sessionId()).isEqualTo("a/b+c=~");
        assertThat(uri.transport()).isEqualTo("tcp");
        assertThat(uri).hasToString("msrps://bob@Relay.example.com:9000/a/b+c=~;tcp;x=1");
    }

    @Test
    void addressLiteralsAreRead() {
        assertThat(MsrpUri.parse("msrp://[2001:DB8::1]:2855/s;tcp").host()).isEqualTo("2001:db8::1");
        assertThat(MsrpUri.of("::1", 2855, "s")).hasToString("msrp://[::1]:2855/s;tcp");
        assertThat(MsrpUri.parse("msrp://[::1]/s;tcp").port()).isEqualTo(MsrpUri.NO_PORT);
    }

    @Test
    void comparisonIsThatOfTheRfc() {
        MsrpUri uri = MsrpUri.parse("msrp://a.example.com:2855/Session;tcp");
        assertThat(MsrpUri.parse("MSRP://user@A.EXAMPLE.com:2855/Session;TCP;p=1"))
                .isEqualTo(uri)
                .hasSameHashCodeAs(uri);
        assertThat(MsrpUri.parse("msrp://%61.example.com:2855/Session;tcp")).isEqualTo(uri);
        assertThat(MsrpUri.parse("msrp://a.example.com:2855/session;tcp")).isNotEqualTo(uri);
        assertThat(MsrpUri.parse("msrp://a.example.com/Session;tcp")).isNotEqualTo(uri);
        assertThat(MsrpUri.parse("msrp://a.example.com:2855;tcp")).isNotEqualTo(uri);
        assertThat(MsrpUri.parse("msrps://a.example.com:2855/Session;tcp")).isNotEqualTo(uri);
        assertThat(MsrpUri.parse("msrp://a.example.com:2855/Session;ws")).isNotEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sip:bob@example.com",
                "msrp://",
                "msrp://;tcp",
                "msrp://a:2855/s",
                "msrp://a:x/s;tcp",
                "msrp://a:65536/s;tcp",
                "msrp://a:999999/s;tcp",
                "msrp://a:/s;tcp",
                "msrp://a:2855/s;",
                "msrp://[::1:2855/s;tcp",
                "msrp://a%0d:2855/s;tcp",
                "msrp://a%zz:2855/s;tcp",
                "msrp://a b:2855/s;tcp",
                "msrp://a:2855/s\r\n;tcp",
            })
    void whatIsNoMsrpUriIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> MsrpUri.parse(text));
    }

    @Test
    void pathsKeepTheirOrderAndText() {
        UriPath path = UriPath.parse("msrps://relay:9000/r1;tcp msrp://b:2855/s;tcp");
        assertThat(path.first().host()).isEqualTo("relay");
        assertThat(path.last().host()).isEqualTo("b");
        assertThat(path.text()).isEqualTo("msrps://relay:9000/r1;tcp msrp://b:2855/s;tcp");
    }
}

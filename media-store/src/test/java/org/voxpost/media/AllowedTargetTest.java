package org.voxpost.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedTargetTest {

    @ParameterizedTest
    @CsvSource({
        // rule, name asked for, address it resolved to, port, allowed
        "media.example.net, media.example.net, 93.184.216.34, 80, true",
        "media.example.net, MEDIA.example.net., 93.184.216.34, 443, true",
        "media.example.net, media.example.net, 93.184.216.34, 8080, false",
        "media.example.net, other.example.net, 93.184.216.34, 80, false",
        "media.example.net, media.example.net, 127.0.0.1, 80, false",
        "media.example.net, media.example.net, 169.254.169.254, 80, false",
        "media.example.net, media.example.net, 10.0.0.1, 80, false",
        "media.example.net, media.example.net, 100.64.0.1, 80, false",
        "media.example.net, media.example.net, ::1, 80, false",
        "media.example.net, media.example.net, fe80::1, 80, false",
        "media.example.net, media.example.net, fd00::1, 80, false",
        "media.example.net, media.example.net, ::ffff:127.0.0.1, 80, false",
        "media.example.net, media.example.net, 64:ff9b::7f00:1, 80, false",
        "media.example.net, media.example.net, 2606:2800:220:1::1, 80, true",
        "*.example.net:*, a.example.net, 93.184.216.34, 12345, true",
        "*.example.net:*, example.net, 93.184.216.34, 80, false",
        "*.example.net, evilexample.net, 93.184.216.34, 80, false",
        "127.0.0.1:*, localhost, 127.0.0.1, 4711, true",
        "127.0.0.1:*, localhost, 127.0.0.2, 4711, false",
        "10.1.0.0/16:8080, whatever, 10.1.2.3, 8080, true",
        "10.1.0.0/16:8080, whatever, 10.2.2.3, 8080, false",
        "10.1.2.3/16:8080, whatever, 10.1.200.3, 8080, true",
        "10.1.0.0/16:8080, whatever, ::ffff:10.1.2.3, 8080, true",
        "media.lan@10.1.0.0/16:8080, media.lan, 10.1.2.3, 8080, true",
        "media.lan@10.1.0.0/16:8080, other.lan, 10.1.2.3, 8080, false",
        "media.lan@10.1.0.0/16:8080, media.lan, 127.0.0.1, 8080, false",
        "[2001:db8::/32]:8080, x, 2001:db8:1::5, 8080, true",
        "[::1], localhost, ::1, 80, true",
    })
    void nameAddressAndPortDecide(String rule, String host, String address, int port, boolean allowed)
            throws Exception {
        assertThat(AllowedTarget.parse(rule).allows(host, InetAddress.getByName(address), port))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "http://host",
                "host:0",
                "host:70000",
                "host:http",
                "10.0.0.0/33",
                "999.1.1.1",
                "[::1",
                "[zz]",
                "a@b",
                "2001:db8::1",
                "*",
                "0/0/0"
            })
    void aBrokenRuleIsRefused(String rule) {
        assertThatIllegalArgumentException().isThrownBy(() -> AllowedTarget.parse(rule));
    }
}

package org.voxpost.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SipUriTest {

    @ParameterizedTest
    @CsvSource({
        "vm@10.1.2.3, sip:vm@10.1.2.3",
        "sip:vm@10.1.2.3:5070, sip:vm@10.1.2.3:5070",
        "SIP:vm@host.example;transport=tcp, sip:vm@host.example;transport=tcp",
        "sips:vm@host.example?subject=x, sips:vm@host.example?subject=x",
        "'  <sip:vm@host> ', sip:vm@host",
        "\"VM\" <sip:vm@host;lr>;tag=1, sip:vm@host;lr",
        "host.example, sip:host.example",
        "+15551234@[2001:db8::1]:5060, sip:+15551234@[2001:db8::1]:5060",
        "user:secret@host, sip:user:secret@host",
    })
    void formsThatPeopleWriteAreRead(String text, String uri) {
        assertThat(SipUri.parse(text)).hasToString(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sip:",
                "a@",
                "a@host:0",
                "a@host:65536",
                "a@host:x",
                "a@ho st",
                "<sip:a@b",
                "a@b\r\nVia: x",
                "a@[::1",
                "tel:+123"
            })
    void whatIsNoSipUriIsRefused(String text) {
        assertThatThrownBy(() -> SipUri.parse(text)).isInstanceOf(SipSyntaxException.class);
    }

    @Test
    void parametersAreFoundWithoutCase() {
        SipUri uri = SipUri.parse("a@b;Transport=TCP;lr?x=transport");
        assertThat(uri.parameter("transport")).contains("TCP");
        assertThat(uri.parameter("lr")).contains("");
        assertThat(uri.parameter("x")).isEmpty();
    }
}

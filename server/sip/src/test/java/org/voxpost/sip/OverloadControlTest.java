package org.voxpost.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.voxpost.testkit.SipPeer;

/** What clients that take part in overload control are told (RFC 7339). */
class OverloadControlTest {

    private static final String PARTICIPATES = ";oc;oc-algo=\"loss,rate\"";

    private final Callee callee = new Callee();
    private SipEndpoint endpoint;
    private SipPeer client;
    private int calls;

    @BeforeEach
    void open() throws Exception {
        endpoint = SipEndpoint.open(SipConfiguration.on("127.0.0.1", 0), Lane::fresh, callee);
        client = SipPeer.udp();
    }

    @AfterEach
    void close() {
        client.close();
        endpoint.close();
    }

    @Test
    void aClientThatTakesPartIsToldWhatToKeepBack() {
        callee.overload = new OverloadFeedback(20, Duration.ofMillis(700));
        assertThat(viaOfTheAnswer(PARTICIPATES))
                .contains(";oc=20;")
                .contains(";oc-algo=\"loss\"")
                .contains(";oc-validity=700")
                .containsPattern(";oc-seq=\\d{1,12}\\.\\d{5}(;|$)");
    }

    @Test
    void withoutOverloadItLearnsThatThereIsNothingToKeepBack() {
        assertThat(viaOfTheAnswer(PARTICIPATES)).contains(";oc=0;").contains(";oc-validity=0");
    }

    @Test
    void sequenceNumbersGrow() {
        assertThat(sequence(viaOfTheAnswer(PARTICIPATES))).isLessThan(sequence(viaOfTheAnswer(PARTICIPATES)));
    }

    @Test
    void othersAreToldNothing() {
        callee.overload = new OverloadFeedback(20, Duration.ofMillis(700));
        assertThat(viaOfTheAnswer("")).doesNotContain("oc");
    }

    private String viaOfTheAnswer(String parameters) {
        String callId = "call" + ++calls;
        client.sendRaw(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.udpPort()),
                "OPTIONS sip:a@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + client.port() + ";branch=z9hG4bK"
                        + callId + parameters + "\r\nCall-ID: " + callId
                        + "\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@127.0.0.1>\r\nCSeq: 1 OPTIONS\r\n"
                        + "Max-Forwards: 70\r\nContent-Length: 0\r\n\r\n");
        return client.expectResponse(200, "OPTIONS").header("Via").orElseThrow();
    }

    private static double sequence(String via) {
        return Double.parseDouble(via.replaceAll(".*oc-seq=([0-9.]+).*", "$1"));
    }
}

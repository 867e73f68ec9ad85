package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.ParserFactory;
import gov.nist.javax.sip.parser.RequestLineParser;
import gov.nist.javax.sip.parser.StatusLineParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stack's own parser says what is right. */
class PlainHeadersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK-1.a_b;rport",
                "Via: SIP/2.0/TCP as.example.net;Branch=z9hG4bK1;received=192.0.2.9;rport=5061;alias",
                "Via:SIP/2.0/UDP [2001:db8::1]:5060;branch=z9hG4bK1",
                "From: <sip:as@192.0.2.7>;tag=1eac532",
                "From: <sip:192.0.2.7:5060;transport=tcp;lr>;tag=a;x",
                "From: \"An AS\" <sip:as@192.0.2.7>;tag=1",
                "From: sip:as@192.0.2.7;tag=1",
                "To: <sip:+49.30-1_2@EXAMPLE.net:5080>",
                "To: <sip:a%40b@example.net>;tag=1",
                "To: <tel:+4930>;tag=1",
                "Contact: <sip:msml@192.0.2.7:5060;transport=udp>",
                "Contact: <sip:msml@192.0.2.7>;expires=3600;+sip.instance=\"<urn:uuid:1>\"",
                "Contact: <sip:a@b>, <sip:c@d>",
                "Contact: *",
                "Call-ID: f81d4fae-7dec@192.0.2.7",
                "Call-ID:  a@b@c ",
                "CSeq: 4711 INVITE",
                "CSeq: 1\t INFO",
                "CSeq: 2147483648 BYE",
                "CSeq: 1 SUBSCRIBE",
                "Max-Forwards: 70",
                "Max-Forwards: 0",
                "Content-Length: 0",
                "Content-Length:   142",
                "Content-Type: application/sdp",
                "Content-Type: application/msml+xml; charset=utf-8",
                "Content-Type: multipart/mixed;boundary=\"a b\""
            })
    void aLineIsReadAsTheStackReadsIt(String line) throws ParseException {
        SIPHeader ours = PlainHeaders.read(line);
        SIPHeader theirs = ParserFactory.createParser(line + "\n").parse();
        assertThat(ours == null ? theirs : ours).isEqualTo(theirs).hasSameClassAs(theirs);
        assertThat((ours == null ? theirs : ours).encode()).isEqualTo(theirs.encode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK1;rport",
                "From: <sip:as@192.0.2.7;transport=udp>;tag=1",
                "Contact: <sip:as@192.0.2.7:5060>",
                "Call-ID: 1@b",
                "CSeq: 1 INVITE",
                "Max-Forwards: 70",
                "Content-Length: 0",
                "Content-Type: application/sdp",
                "Allow: INVITE, ACK"
            })
    void theUsualFormIsRead(String line) {
        assertThat(PlainHeaders.read(line)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Via: SIP/2.0/UDP 192.0.2.7:5060;branch",
                "Via: SIP/2.0/UDP 192.0.2.7:70000;branch=1 x",
                "From: <sip:as@192.0.2.7;tag=1",
                "From: <sip:as@192.0.2.7>;tag=a b",
                "To: <sip:@192.0.2.7>",
                "To: <sip:a b@192.0.2.7>",
                "CSeq: x INVITE",
                "CSeq: 1",
                "Max-Forwards: 256",
                "Content-Length: -1",
                "Content-Length: 99999999999",
                "Content-Type: application",
                "Call-ID:",
                "nothing"
            })
    void whatMayBeWrongIsLeftToTheStack(String line) {
        assertThat(PlainHeaders.read(line)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INVITE sip:msml@192.0.2.7 SIP/2.0",
                "BYE sip:192.0.2.7:5060;transport=tcp;lr SIP/2.0",
                "INFO sip:a;b=c@192.0.2.7 SIP/2.0",
                "SUBSCRIBE sip:a@[2001:db8::1] SIP/2.0"
            })
    void aRequestLineIsReadAsTheStackReadsIt(String line) throws ParseException {
        RequestLine theirs = new RequestLineParser(line + "\n").parse();
        RequestLine ours = PlainHeaders.requestLine(line);
        assertThat(ours == null ? theirs : ours).isEqualTo(theirs);
        assertThat((ours == null ? theirs : ours).encode()).isEqualTo(theirs.encode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIP/2.0 200 OK", "SIP/2.0 180 ", "SIP/2.0 486 Busy: here ", "SIP/2.0 200"})
    void aStatusLineIsReadAsTheStackReadsIt(String line) throws ParseException {
        StatusLine theirs = new StatusLineParser(line + "\n").parse();
        StatusLine ours = PlainHeaders.statusLine(line);
        assertThat(ours == null ? theirs : ours).isEqualTo(theirs);
    }

    @Test
    void listsInSeveralLinesAreOneList() throws ParseException {
        SIPMessage message = parsed("Allow: INVITE, ACK\r\nAllow: UPDATE\r\nallow : INFO\r\n");
        assertThat(Messages.tokens(message, "Allow")).containsExactly("invite", "ack", "update", "info");
    }

    @Test
    void compactAndLongNamesOfAListMix() throws ParseException {
        SIPMessage message = parsed("k: timer\r\nSupported: path, gruu\r\nSUPPORTED: x\r\n");
        assertThat(Messages.tokens(message, "Supported")).containsExactly("timer", "path", "gruu", "x");
    }

    @Test
    void controlCharactersAreCleanedAway() {
        assertThat(Messages.clean(" a\r\nb\0\u007f c\t")).isEqualTo("a  b   c");
    }

    @Test
    void parametersAreFoundWhateverTheirCase() throws ParseException {
        Via via = Objects.requireNonNull(parsed("").getTopmostVia());
        assertThat(via.getBranch()).startsWith("z9hG4bK");
        assertThat(via.hasParameter(Via.RPORT)).isTrue();
    }

    private static SIPMessage parsed(String headers) throws ParseException {
        String text = "INVITE sip:msml@192.0.2.7 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.9;Branch=z9hG4bK1;RPort\r\n"
                + "From: <sip:a@192.0.2.9>;tag=1\r\nTo: <sip:msml@192.0.2.7>\r\nCall-ID: 1\r\nCSeq: 1 INVITE\r\n"
                + headers + "Content-Length: 0\r\n\r\n";
        TolerantParser parser = new TolerantParser(new Counters());
        return Objects.requireNonNull(
                parser.parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, (e, _, _, _, _) -> {
                    throw e;
                }));
    }
}

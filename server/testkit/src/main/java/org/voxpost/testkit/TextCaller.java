package org.voxpost.testkit;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * A caller that writes instead of speaking: a SIP call with one MSRP stream, to which the server connects. It answers every SEND with 200
 * and says only what it is told to say.
 */
public final class TextCaller implements AutoCloseable {

    private final SipPeer sip;
    private final MsrpPeer msrp;
    private final SipDialog dialog;

    private TextCaller(SipPeer sip, MsrpPeer msrp, SipDialog dialog) {
        this.sip = sip;
        this.msrp = msrp;
        this.dialog = dialog;
    }

    /** Calls, and waits until text can flow. */
    public static TextCaller call(InetSocketAddress server, String requestUri, String... headers) {
        TextCaller caller = invite(server, requestUri, headers);
        caller.established();
        return caller;
    }

    /** Calls with another part behind the offer, and waits until text can flow. */
    public static TextCaller callWith(
            InetSocketAddress server, String requestUri, String partType, String part, String... headers) {
        MsrpPeer msrp = MsrpPeer.listen().answerAlways();
        String body = "--edge\r\nContent-Type: application/sdp\r\n\r\n" + offer(msrp) + "\r\n--edge\r\nContent-Type: "
                + partType + "\r\nContent-ID: <location@example.com>\r\n\r\n" + part + "\r\n--edge--\r\n";
        TextCaller caller = invite(server, requestUri, msrp, body, "multipart/mixed;boundary=edge", headers);
        caller.established();
        return caller;
    }

    /** Calls by way of this peer, which is closed with the caller, and waits until text can flow. */
    public static TextCaller callBy(SipPeer sip, InetSocketAddress server, String requestUri, String... headers) {
        MsrpPeer msrp = MsrpPeer.listen().answerAlways();
        TextCaller caller = invite(sip, server, requestUri, msrp, offer(msrp), "application/sdp", headers);
        caller.established();
        return caller;
    }

    /** Sends the INVITE. */
    public static TextCaller invite(InetSocketAddress server, String requestUri, String... headers) {
        MsrpPeer msrp = MsrpPeer.listen().answerAlways();
        return invite(server, requestUri, msrp, offer(msrp), "application/sdp", headers);
    }

    /** Sends the INVITE of a bridge: the caller's stream, with a line that says what its chat room does. */
    public static TextCaller inviteFromRoom(InetSocketAddress server, String requestUri, String chatroom) {
        MsrpPeer msrp = MsrpPeer.listen().answerAlways();
        return invite(server, requestUri, msrp, offer(msrp) + chatroom + "\r\n", "application/sdp");
    }

    private static TextCaller invite(
            InetSocketAddress server, String requestUri, MsrpPeer msrp, String body, String type, String... headers) {
        return invite(SipPeer.udp(), server, requestUri, msrp, body, type, headers);
    }

    private static TextCaller invite(
            SipPeer sip,
            InetSocketAddress server,
            String requestUri,
            MsrpPeer msrp,
            String body,
            String type,
            String... headers) {
        sip.answerAlways("BYE");
        String[] all = new String[headers.length + 1];
        all[0] = "Content-Type: " + type;
        System.arraycopy(headers, 0, all, 1, headers.length);
        return new TextCaller(sip, msrp, sip.invite(server, requestUri, body, all));
    }

    /** An offer of one stream that waits to be connected to. */
    public static String offer(MsrpPeer msrp) {
        return "v=0\r\no=caller 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n" + stream(msrp);
    }

    /** The m-line of a stream that waits to be connected to, and what belongs to it. */
    public static String stream(MsrpPeer msrp) {
        return "m=message " + msrp.port() + " TCP/MSRP *\r\na=path:" + msrp.uri()
                + "\r\na=setup:passive\r\na=accept-types:text/plain message/cpim application/im-iscomposing+xml\r\n";
    }

    /** Takes the answer, and waits for the connection and its first request. */
    public void established() {
        answered();
        connected();
    }

    /** Waits for the answer, and takes it. */
    public void answered() {
        SipMessage answer = dialog.expectResponse(200, "INVITE");
        dialog.ack();
        msrp.remotePath(path(answer.body()));
    }

    /** Waits for the connection and its first request. */
    public void connected() {
        msrp.expectConnection();
        MsrpFrame _ = msrp.expectSend();
    }

    /** The path in a description. */
    public static String path(String sdp) {
        return sdp.lines()
                .filter(line -> line.startsWith("a=path:"))
                .map(line -> line.substring("a=path:".length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no path in " + sdp));
    }

    /** Says something and waits until it is acknowledged. */
    public void say(String text) {
        MsrpFrame _ = msrp.expectResponseTo(write(text));
    }

    /**
     * Says something.
     *
     * @return the transaction id
     */
    public String write(String text) {
        return msrp.send("text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits for words of the other side; what it sends besides is passed over. */
    public String expectText() {
        MsrpFrame send = msrp.expectSend();
        while (send.octets().length == 0) {
            send = msrp.expectSend();
        }
        return send.text();
    }

    public MsrpPeer msrp() {
        return msrp;
    }

    public SipPeer sip() {
        return sip;
    }

    public SipDialog dialog() {
        return dialog;
    }

    /** Hangs up and waits for the answer. */
    public void hangUp() {
        dialog.bye();
        SipMessage _ = dialog.expectResponse(200, "BYE");
    }

    @Override
    public void close() {
        msrp.close();
        sip.close();
    }
}

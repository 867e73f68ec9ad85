package org.voxpost.testkit;

import org.jspecify.annotations.Nullable;

/** A delivery server of which the test makes every step, for one call. For one test thread. */
public final class ManualDelivery implements AutoCloseable {
    public final SipPeer sip = SipPeer.udp();
    public final MsrpPeer msrp = MsrpPeer.listen();
    private @Nullable SipDialog dialog;

    public String uri() {
        return sip.uri();
    }

    /** Waits for the call. */
    public SipMessage expectInvite() {
        SipMessage invite = sip.expect("INVITE");
        dialog = sip.dialog(invite);
        return invite;
    }

    public SipDialog dialog() {
        if (dialog == null) {
            throw new IllegalStateException("no call yet");
        }
        return dialog;
    }

    /** Answers an INVITE or re-INVITE with a session that waits to be connected to, and waits for the ACK. */
    public void take(SipMessage invite) {
        take(invite, description(1, "a=setup:passive"));
    }

    /** The same, with this session description. */
    public void take(SipMessage invite, String sdp) {
        dialog().respond(invite, 200, "OK", sdp);
        dialog().expect("ACK");
    }

    /** Our session, with further lines. */
    public String description(int version, String... lines) {
        return description(version, msrp.port(), msrp.uri(), lines);
    }

    /** The same, with another port in the m-line, or another path. */
    public static String description(int version, int port, String path, String... lines) {
        String more = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
        return "v=0\r\no=delivery 1 " + version
                + " IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=message " + port
                + " TCP/MSRP *\r\na=path:" + path + "\r\na=accept-types:*\r\n" + more;
    }

    /** Answers the first request of the peer, which has no body, and gives the next: the first with octets of the file. */
    public MsrpFrame expectFile() {
        msrp.respond(msrp.expectSend(), 200);
        return msrp.expectSend();
    }

    /** Offers in mid-call, and gives the final answer, acknowledged. */
    public SipMessage offer(String sdp) {
        dialog().invite(sdp, "Content-Type: application/sdp");
        SipMessage answer = sip.expectFinal("INVITE");
        if (answer.status() == 200) {
            dialog().ack();
        } else {
            dialog().ackFailure();
        }
        return answer;
    }

    @Override
    public void close() {
        sip.close();
        msrp.close();
    }
}

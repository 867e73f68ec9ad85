package org.voxpost.testkit.foreign;

import java.net.InetSocketAddress;
import java.util.List;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.SipPeer;

/** A caller that writes with a foreign stack. */
public final class ForeignCaller implements AutoCloseable {

    private final SipPeer sip;
    private final SipDialog dialog;
    private final ForeignStack stack;

    private ForeignCaller(SipPeer sip, SipDialog dialog, ForeignStack stack) {
        this.sip = sip;
        this.dialog = dialog;
        this.stack = stack;
    }

    /**
     * Calls, and waits until text can flow.
     *
     * @param stack belongs to the caller from now on
     * @param active whether it connects, and does not wait to be connected to
     */
    public static ForeignCaller call(InetSocketAddress server, String requestUri, ForeignStack stack, boolean active) {
        SipPeer sip = SipPeer.udp();
        sip.answerAlways("BYE");
        SipDialog dialog = sip.invite(server, requestUri, offer(stack, active), "Content-Type: application/sdp");
        SipMessage answer = dialog.expectResponse(200, "INVITE");
        String path = attribute(answer.body(), "path");
        var _ = stack.remotePath(path);
        dialog.ack();
        if (active) {
            var _ = stack.connect(port(path));
        } else {
            // Some look where a connection comes from: what came before the answer waits in the backlog.
            stack.listen().awaitFirst();
        }
        return new ForeignCaller(sip, dialog, stack);
    }

    private static String offer(ForeignStack stack, boolean active) {
        List<String> lines = stack.attributes();
        return "v=0\r\no=caller 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=message " + stack.port()
                + " TCP/MSRP " + stack.format() + "\r\na=path:" + stack.path() + "\r\na=setup:"
                + (active ? "active" : "passive") + "\r\na=" + String.join("\r\na=", lines) + "\r\n";
    }

    private static String attribute(String sdp, String name) {
        String start = "a=" + name + ":";
        return sdp.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + sdp));
    }

    /** Of {@code msrp://127.0.0.1:2855/abc;tcp}. */
    private static int port(String path) {
        int colon = path.indexOf(':', path.indexOf("//"));
        return Integer.parseInt(path.substring(colon + 1, path.indexOf('/', colon)));
    }

    /** Hangs up and waits for the answer. */
    public void hangUp() {
        dialog.bye();
        SipMessage _ = dialog.expectResponse(200, "BYE");
    }

    @Override
    public void close() {
        stack.close();
        sip.close();
    }
}

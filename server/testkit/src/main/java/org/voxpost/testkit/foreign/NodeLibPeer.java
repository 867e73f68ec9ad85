package org.voxpost.testkit.foreign;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** cwysong85/msrp-node-lib: text only, and the socket has to come from the port in the path. */
public final class NodeLibPeer extends ForeignStack {
    private static final int CHUNK = 2_048;

    public NodeLibPeer() {
        super(65_536, "nodelib0001");
    }

    @Override
    public List<String> attributes() {
        return List.of("accept-types:text/* message/cpim");
    }

    @Override
    void accepted(Socket from) {
        if (!remotePath().contains(":" + from.getPort() + "/")) {
            die("a connection from port " + from.getPort() + " where the path is " + remotePath());
        }
    }

    @Override
    void send(ForeignFrame frame) {
        String text = new String(frame.body(), StandardCharsets.UTF_8);
        if (text.getBytes(StandardCharsets.UTF_8).length != frame.body().length) {
            die("a body that is no text");
        }
        String messageId = frame.need("Message-ID");
        if (frame.bodied() && frame.first() != messages().size(messageId) + 1) {
            respond(frame, 413);
            messages().forget(messageId);
            return;
        }
        if (frame.bodied()) {
            collect(frame);
        }
        respond(frame, 200);
        boolean last = frame.bodied() && frame.flag() == '$';
        if (last && frame.asks("Success-Report", "yes") && frame.asks("Failure-Report", "yes")) {
            report(frame, 200);
        }
    }

    @Override
    public void send(String contentType, byte[] body) {
        var _ = sendChunks(contentType, body, CHUNK);
    }

    /** What it sends every 5 seconds; a refusal ends its session. */
    public void heartbeat() {
        int status = transact(
                "SEND",
                List.of("Message-ID: " + newId(), "Byte-Range: 1-9/9", "Content-Type: text/x-msrp-heartbeat"),
                "HEARTBEAT".getBytes(StandardCharsets.US_ASCII),
                '$');
        if (status >= 400) {
            die("the heartbeat was answered " + status);
        }
    }
}

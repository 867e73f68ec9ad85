package org.voxpost.testkit.foreign;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * PhrSite/SipLib, of the NG9-1-1 simulators: messages of 10,000 octets, put together by arrival, requests sent again, and
 * connections only from the port in the path.
 */
public final class SipLibPeer extends ForeignStack {
    private static final int LARGEST = 10_000;
    private static final int CHUNK = 2_048;
    private static final String ANY = "the message that is arriving";

    private boolean spoken;

    public SipLibPeer() {
        super(4_096, "siplib77");
    }

    @Override
    public String path() {
        return "msrp://psap@127.0.0.1:" + port() + "/siplib77;tcp";
    }

    @Override
    public List<String> attributes() {
        return List.of("accept-types:message/cpim text/plain");
    }

    @Override
    void accepted(Socket from) {
        if (!remotePath().contains(":" + from.getPort() + "/")) {
            die("a connection from port " + from.getPort() + " where the path is " + remotePath());
        }
    }

    /** The passive side sends a SEND without a body as well, right after the connection. */
    private void greet() {
        if (!spoken && !active()) {
            spoken = true;
            var _ = awaiting("greeting01");
            write(frame("SEND", "greeting01", List.of("Message-ID: greeting", "Byte-Range: 1-0/0"), null, '$'));
        }
    }

    @Override
    void send(ForeignFrame frame) {
        greet();
        if (frame.bodied() && frame.need("Byte-Range").endsWith("/*")) {
            die("a message of unknown length");
        }
        if (messages().size(ANY) + frame.body().length > LARGEST) {
            messages().forget(ANY);
            return;
        }
        if (frame.bodied()) {
            messages().add(ANY, frame);
        }
        respond(frame, 200);
        if (frame.bodied() && frame.flag() == '$' && frame.asks("Success-Report", "yes")) {
            report(frame, 200);
        }
    }

    @Override
    void report(ForeignFrame frame) {
        respond(frame, 200);
    }

    @Override
    public void send(String contentType, byte[] body) {
        var _ = sendChunks(contentType, body, CHUNK, "Success-Report: yes", "Failure-Report: yes");
    }

    /** Sends a message whose SEND goes out three times under one transaction id, as when our 200 is late. */
    public void sendAgainAndAgain(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = frame(
                "SEND",
                "again00001",
                List.of(
                        "Message-ID: again",
                        "Byte-Range: 1-" + body.length + "/" + body.length,
                        "Content-Type: text/plain"),
                body,
                '$');
        CompletableFuture<Integer> answered = awaiting("again00001");
        write(frame);
        write(frame);
        write(frame);
        requireOk(await(answered, "a response"));
    }
}

package org.voxpost.testkit.foreign;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * PhrSite/SipLib, of the NG9-1-1 simulators: messages of 10,000 octets, put together by arrival, requests sent again, and
 * connections only from the port in the path.
 */
public final class SipLibPeer extends ForeignStack {
    private static final int LARGEST = 10_000;
    private static final int CHUNK = 2_048;
    private static final String ANY = "the message that is arriving";

    /** How often it sends one request, and how long it waits in between. */
    private static final int TRIES = 3;

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private boolean spoken;

    public SipLibPeer() {
        super(4_096, "siplib77");
    }

    @Override
    public String path() {
        return "msrp://psap@127.0.0.1:" + port() + "/siplib77;tcp";
    }

    /** Before its version 1.2.2. */
    @Override
    public String format() {
        return "0";
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

    /** One request at a time; the same one again where its response is late. */
    @Override
    public void send(String contentType, byte[] body) {
        String messageId = newId();
        for (int from = 0; from < body.length; from += CHUNK) {
            int to = Math.min(body.length, from + CHUNK);
            String transaction = newId();
            CompletableFuture<Integer> answered = awaiting(transaction);
            byte[] frame = frame(
                    "SEND",
                    transaction,
                    List.of(
                            "Message-ID: " + messageId,
                            "Success-Report: yes",
                            "Failure-Report: yes",
                            "Byte-Range: " + (from + 1) + "-" + to + "/" + body.length,
                            "Content-Type: " + contentType),
                    Arrays.copyOfRange(body, from, to),
                    to == body.length ? '$' : '+');
            requireOk(untilAnswered(frame, answered));
        }
    }

    /** The model gives a message up behind its last try; that the machine of a test is busy is no reason for it. */
    private int untilAnswered(byte[] frame, CompletableFuture<Integer> answered) {
        for (int tries = 0; tries < TRIES && !answered.isDone(); tries++) {
            write(frame);
            var _ = answered.copy()
                    .completeOnTimeout(0, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        return await(answered, "a response");
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

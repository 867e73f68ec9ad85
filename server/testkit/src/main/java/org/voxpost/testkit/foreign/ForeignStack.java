package org.voxpost.testkit.foreign;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the scripts of foreign stacks have in common: one session over one connection, read in the portions that the model
 * reads. A demand that is not met kills the session with its reason, as it kills the model's.
 */
public abstract class ForeignStack implements AutoCloseable {
    static final long DEADLINE_SECONDS = 20;

    private final String session;
    private final ForeignLine line;
    private final ForeignMessages messages = new ForeignMessages();
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<String, CompletableFuture<Integer>> transactions = new ConcurrentHashMap<>();
    private final BlockingQueue<ForeignFrame> reports = new LinkedBlockingQueue<>();
    private final List<ForeignFrame> seen = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch bound = new CountDownLatch(1);
    private final BlockingQueue<String> deaths = new ArrayBlockingQueue<>(10);
    private volatile String remotePath = "";

    /**
     * @param readOctets what the model reads at once
     * @param session the session id in its path
     */
    ForeignStack(int readOctets, String session) {
        this.session = session;
        this.line = new ForeignLine(readOctets);
    }

    /** Waits for a connection. */
    public final ForeignStack listen() {
        line.listen(this::accepted, this::take);
        return this;
    }

    /** Connects, from the port in its path, and speaks first. */
    public final ForeignStack connect(int port) {
        line.connect(port, this::take);
        speakFirst();
        return this;
    }

    /** Its a=path. */
    public String path() {
        return "msrp://127.0.0.1:" + port() + "/" + session + ";tcp";
    }

    /** What stands last in its m-line. */
    public String format() {
        return "*";
    }

    public final int port() {
        return line.port();
    }

    /** The lines of its description besides the path, without {@code a=}. */
    public List<String> attributes() {
        return List.of("accept-types:*");
    }

    /** Takes the path of the other side. */
    public final ForeignStack remotePath(String path) {
        remotePath = path;
        return this;
    }

    final String remotePath() {
        return remotePath;
    }

    final boolean active() {
        return line.active();
    }

    private void take(ForeignFrame frame) {
        seen.add(frame);
        frame(frame);
        bound.countDown();
    }

    private void frame(ForeignFrame frame) {
        check(frame);
        if (!frame.request()) {
            CompletableFuture<Integer> waiting = transactions.remove(frame.transaction());
            if (waiting == null) {
                strayResponse(frame);
            } else {
                waiting.complete(Integer.parseInt(frame.method()));
            }
        } else if (frame.is("SEND")) {
            send(frame);
        } else if (frame.is("REPORT")) {
            report(frame);
            reports.add(frame);
        } else {
            unknownMethod(frame);
        }
    }

    /** Called for a connection made to it, before anything is read. */
    void accepted(Socket from) {}

    /** Called for every frame, before it is handled. */
    void check(ForeignFrame frame) {}

    /** Takes a SEND; by default its body counts for its Message-ID, and it is answered. */
    void send(ForeignFrame frame) {
        if (frame.bodied()) {
            collect(frame);
        }
        if (!frame.asks("Failure-Report", "no") && !frame.asks("Failure-Report", "partial")) {
            respond(frame, 200);
        }
        if (frame.bodied() && frame.flag() == '$' && frame.asks("Success-Report", "yes") && reports(frame)) {
            report(frame, 200);
        }
    }

    /** Whether it sends the success report that this SEND asks for. */
    boolean reports(ForeignFrame frame) {
        return true;
    }

    void report(ForeignFrame frame) {}

    void strayResponse(ForeignFrame frame) {}

    void unknownMethod(ForeignFrame frame) {
        respond(frame, 501);
    }

    /** What it sends first when it has connected. */
    void speakFirst() {
        sendEmpty("Byte-Range: 1-0/0");
    }

    /** Adds the body to its message. */
    final void collect(ForeignFrame frame) {
        messages.add(frame.need("Message-ID"), frame);
    }

    final ForeignMessages messages() {
        return messages;
    }

    /** The next message that came whole. */
    public final byte[] awaitMessage() {
        return messages.await(deaths + " rest: " + line.rest());
    }

    /** Sends a message as its users do, and waits for what it waits for. */
    public abstract void send(String contentType, byte[] body);

    /** Sends a message in chunks, each answered before the next, and returns its Message-ID. */
    final String sendChunks(String contentType, byte[] body, int chunk, String... headers) {
        String messageId = newId();
        int from = 0;
        do {
            int to = Math.min(body.length, from + chunk);
            List<String> lines = new ArrayList<>();
            lines.add("Message-ID: " + messageId);
            lines.addAll(List.of(headers));
            lines.add("Byte-Range: " + (from + 1) + "-" + to + "/" + body.length);
            lines.add("Content-Type: " + contentType);
            byte[] part = Arrays.copyOfRange(body, from, to);
            requireOk(transact("SEND", lines, part, to == body.length ? '$' : '+'));
            from = to;
        } while (from < body.length);
        return messageId;
    }

    final void requireOk(int status) {
        if (status != 200) {
            throw new AssertionError("the other side answered " + status);
        }
    }

    final void sendEmpty(String... headers) {
        List<String> lines = new ArrayList<>(List.of("Message-ID: " + newId()));
        lines.addAll(List.of(headers));
        requireOk(transact("SEND", lines, null, '$'));
    }

    /** Sends a request and waits for the status of its response. */
    final int transact(String method, List<String> headers, byte @Nullable [] body, char flag) {
        String transaction = newId();
        CompletableFuture<Integer> response = new CompletableFuture<>();
        transactions.put(transaction, response);
        write(frame(method, transaction, headers, body, flag));
        return await(response, "a response to " + method);
    }

    final CompletableFuture<Integer> awaiting(String transaction) {
        return transactions.computeIfAbsent(transaction, _ -> new CompletableFuture<>());
    }

    final int await(CompletableFuture<Integer> response, String what) {
        try {
            return response.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(what + " did not come; " + deaths, e);
        }
    }

    /** Waits for a success report on this range of a message. */
    final void awaitReport(String messageId, String range) {
        try {
            while (true) {
                ForeignFrame report = reports.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
                if (report == null) {
                    throw new AssertionError("no report on " + range + "; " + deaths);
                }
                if (report.need("Message-ID").equals(messageId)
                        && report.need("Byte-Range").equals(range)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    final byte[] frame(String method, String transaction, List<String> headers, byte @Nullable [] body, char flag) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text(
                out,
                "MSRP " + transaction + " " + method + "\r\nTo-Path: " + remotePath + "\r\nFrom-Path: " + path()
                        + "\r\n");
        headers.forEach(header -> text(out, header + "\r\n"));
        if (body != null) {
            text(out, "\r\n");
            out.writeBytes(body);
            text(out, "\r\n");
        }
        text(out, "-------" + transaction + flag + "\r\n");
        return out.toByteArray();
    }

    final void respond(ForeignFrame request, int status) {
        String start = "MSRP " + request.transaction() + " " + status + (status == 200 ? " OK" : "");
        write(start + "\r\nTo-Path: " + request.need("From-Path") + "\r\nFrom-Path: " + path() + "\r\n-------"
                + request.transaction() + "$\r\n");
    }

    /** Reports on the whole message that ends with this chunk. */
    final void report(ForeignFrame send, int status) {
        long total = send.first() - 1 + send.body().length;
        write(frame(
                "REPORT",
                newId(),
                List.of(
                        "Message-ID: " + send.need("Message-ID"),
                        "Byte-Range: 1-" + total + "/" + total,
                        "Status: 000 " + status + " OK"),
                null,
                '$'));
    }

    final void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    final void write(byte[] octets) {
        try {
            line.write(octets);
        } catch (IOException e) {
            deaths.offer("cannot write: " + e.getMessage());
        }
    }

    /** Waits until the other side has spoken, as it does first where it connects. */
    public final void awaitFirst() {
        ForeignLine.await(bound, "nobody has spoken");
    }

    /** Ends the session as an unmet demand ends the model's. */
    final void die(String why) {
        deaths.offer(why);
        bound.countDown();
        close();
    }

    /** What killed it; empty as long as it lives. */
    public final Optional<String> death() {
        return Optional.ofNullable(deaths.peek());
    }

    /** What it has received so far. */
    public final List<ForeignFrame> seen() {
        return List.copyOf(seen);
    }

    final String newId() {
        return "f" + Integer.toString(ids.incrementAndGet(), 36) + "oreign";
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public final void close() {
        line.close();
    }
}

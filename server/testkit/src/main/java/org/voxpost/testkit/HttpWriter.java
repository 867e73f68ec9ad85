package org.voxpost.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays one scripted answer on a connection. */
final class HttpWriter {
    private static final Pattern FROM_OFFSET = Pattern.compile("bytes=(\\d+)-");

    private final Socket socket;
    private final OutputStream out;
    private final CountDownLatch closed;

    HttpWriter(Socket socket, CountDownLatch closed) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.closed = closed;
    }

    /** Returns true when the connection may carry another request. */
    boolean play(HttpRequest request, HttpAnswer answer) throws IOException {
        return switch (answer) {
            case HttpAnswer.Full(int status, var headers, var body) -> full(request, status, headers, body);
            case HttpAnswer.Declared(int status, var headers, var body, long length) -> {
                head(status, headers, "Content-Length: " + length);
                out.write(body);
                yield close();
            }
            case HttpAnswer.UntilClose(int status, var headers, var body) -> {
                head(status, headers, "Connection: close");
                out.write(body);
                yield close();
            }
            case HttpAnswer.Chunked chunked -> chunked(chunked);
            case HttpAnswer.Hang() -> hang();
            case HttpAnswer.HangAfter(var body, long octets) -> part(body, octets) && hang();
            case HttpAnswer.Drip(var body, int piece, Duration pause) -> drip(body, piece, pause);
            case HttpAnswer.ResetAfter(var body, long octets) -> part(body, octets) && reset();
            case HttpAnswer.Raw(var octets) -> {
                out.write(octets);
                yield close();
            }
            case HttpAnswer.Tagged tagged -> tagged(request, tagged);
        };
    }

    private boolean full(HttpRequest request, int status, List<String> headers, byte[] body) throws IOException {
        head(status, headers, "Content-Length: " + body.length);
        if (!request.method().equals("HEAD")) {
            out.write(body);
        }
        return true;
    }

    private boolean chunked(HttpAnswer.Chunked answer) throws IOException {
        head(answer.status(), answer.headers(), "Transfer-Encoding: chunked");
        byte[] body = answer.body();
        for (int at = 0; at < body.length; at += answer.chunk()) {
            int size = Math.min(answer.chunk(), body.length - at);
            text(Integer.toHexString(size) + "\r\n");
            out.write(body, at, size);
            text("\r\n");
        }
        if (!answer.ended()) {
            return close();
        }
        text("0\r\n\r\n");
        return true;
    }

    private boolean drip(byte[] body, int piece, Duration pause) throws IOException {
        head(200, List.of(), "Content-Length: " + body.length);
        for (int at = 0; at < body.length; at += piece) {
            if (ended(pause.toNanos())) {
                return close();
            }
            out.write(body, at, Math.min(piece, body.length - at));
        }
        return true;
    }

    private boolean tagged(HttpRequest request, HttpAnswer.Tagged answer) throws IOException {
        List<String> headers = new ArrayList<>(answer.headers());
        headers.add("ETag: " + answer.tag());
        headers.add("Accept-Ranges: bytes");
        if (request.header("If-None-Match").filter(answer.tag()::equals).isPresent()) {
            head(304, headers, "Content-Length: " + answer.body().length);
            return true;
        }
        Matcher range = FROM_OFFSET.matcher(request.header("Range").orElse(""));
        boolean current = request.header("If-Range").map(answer.tag()::equals).orElse(true);
        if (!range.matches() || !current) {
            return full(request, 200, headers, answer.body());
        }
        long from = Long.parseLong(range.group(1));
        int size = answer.body().length;
        if (from >= size) {
            headers.add("Content-Range: bytes */" + size);
            return full(request, 416, headers, new byte[0]);
        }
        headers.add("Content-Range: bytes " + from + "-" + (size - 1) + "/" + size);
        return full(request, 206, headers, Arrays.copyOfRange(answer.body(), (int) from, size));
    }

    private boolean part(byte[] body, long octets) throws IOException {
        head(200, List.of(), "Content-Length: " + body.length);
        out.write(body, 0, (int) Math.min(octets, body.length));
        return true;
    }

    private void head(int status, List<String> headers, String framing) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("HTTP/1.1 " + status + " Scripted");
        lines.addAll(headers);
        lines.add(framing);
        text(String.join("\r\n", lines) + "\r\n\r\n");
    }

    private void text(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private boolean close() {
        Sockets.close(socket);
        return false;
    }

    private boolean reset() {
        Sockets.reset(socket);
        return false;
    }

    private boolean hang() {
        ended(Long.MAX_VALUE);
        return close();
    }

    /** Waits this long; true when the peer was closed meanwhile. */
    private boolean ended(long nanos) {
        try {
            return closed.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}

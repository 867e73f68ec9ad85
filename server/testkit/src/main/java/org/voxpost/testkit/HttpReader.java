package org.voxpost.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 requests, with a length or chunked, from one connection. */
final class HttpReader {
    private final InputStream in;

    HttpReader(InputStream in) {
        this.in = in;
    }

    /** The next request without its body; null when the client is gone. */
    @Nullable
    HttpRequest head() throws IOException {
        String start = line();
        if (start == null) {
            return null;
        }
        String[] words = start.split(" ", -1);
        if (words.length != 3) {
            throw new IOException("not a request line: " + start);
        }
        List<String> headers = new ArrayList<>();
        for (String line = need(line()); !line.isEmpty(); line = need(line())) {
            headers.add(line);
        }
        return new HttpRequest(words[0], words[1], headers, new byte[0]);
    }

    HttpRequest withBody(HttpRequest head) throws IOException {
        byte[] body = head.header("Transfer-Encoding").isPresent()
                ? chunked()
                : in.readNBytes(
                        head.header("Content-Length").map(Integer::parseInt).orElse(0));
        return new HttpRequest(head.method(), head.target(), head.headerLines(), body);
    }

    private byte[] chunked() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(in.readNBytes(size));
            need(line());
        }
        while (!need(line()).isEmpty()) {
            // Trailer fields are of no use here.
        }
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        String line = need(line());
        int extension = line.indexOf(';');
        return Integer.parseInt((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString(StandardCharsets.UTF_8).stripTrailing();
            }
            line.write(c);
        }
        return null;
    }

    private static String need(@Nullable String line) throws EOFException {
        if (line == null) {
            throw new EOFException("the client ended within a request");
        }
        return line;
    }
}

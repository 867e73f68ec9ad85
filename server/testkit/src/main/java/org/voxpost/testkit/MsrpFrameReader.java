package org.voxpost.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a stream into frames by their end-lines (RFC 4975 §7.1). Never reads beyond the frame it returns. */
final class MsrpFrameReader {
    private final InputStream in;

    /** @param in buffered, for it is read octet by octet */
    MsrpFrameReader(InputStream in) {
        this.in = in;
    }

    /**
     * The next frame; null at a clean end of the stream.
     *
     * @throws EOFException when the stream ends within a frame
     */
    @Nullable
    MsrpFrame read(@Nullable MsrpConnection connection) throws IOException {
        String start = line();
        while (start != null && start.isEmpty()) {
            start = line();
        }
        if (start == null) {
            return null;
        }
        String[] words = start.split(" ", -1);
        if (words.length < 3 || !words[0].equals("MSRP")) {
            throw new IOException("not a start line of MSRP: " + start);
        }
        String endLine = "-------" + words[1];
        List<String> headers = new ArrayList<>();
        for (String line = need(line()); ; line = need(line())) {
            if (line.isEmpty()) {
                return withBody(start, headers, endLine, connection);
            }
            if (isEnd(line, endLine)) {
                return new MsrpFrame(start, headers, new byte[0], line.charAt(line.length() - 1), connection);
            }
            headers.add(line);
        }
    }

    private MsrpFrame withBody(String start, List<String> headers, String endLine, @Nullable MsrpConnection connection)
            throws IOException {
        Body body = new Body();
        int lineStart = 0;
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("the stream ended in a body");
            }
            body.write(octet);
            if (octet != '\n') {
                continue;
            }
            String line = body.line(lineStart, endLine.length() + 3);
            if (isEnd(line, endLine) && body.crlfBefore(lineStart)) {
                return new MsrpFrame(
                        start, headers, body.upTo(lineStart - 2), line.charAt(line.length() - 1), connection);
            }
            lineStart = body.size();
        }
    }

    private static boolean isEnd(String line, String endLine) {
        return line.length() == endLine.length() + 1
                && line.startsWith(endLine)
                && "$+#".indexOf(line.charAt(line.length() - 1)) >= 0;
    }

    private static String need(@Nullable String line) throws EOFException {
        if (line == null) {
            throw new EOFException("the stream ended in headers");
        }
        return line;
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                String text = line.toString(StandardCharsets.UTF_8);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(c);
        }
        if (line.size() > 0) {
            throw new EOFException("the stream ended in a line");
        }
        return null;
    }

    /** A growing body that can be looked back into. */
    private static final class Body extends ByteArrayOutputStream {
        /** The last line without its CRLF, or an empty string when it is too long to be an end-line. */
        String line(int from, int atMost) {
            int length = count - from;
            boolean ended = length >= 2 && buf[count - 2] == '\r';
            return ended && length <= atMost ? new String(buf, from, length - 2, StandardCharsets.ISO_8859_1) : "";
        }

        /** True in the middle after CRLF; at the very start the empty line before the body has served as one. */
        boolean crlfBefore(int at) {
            return at == 0 || (at >= 2 && buf[at - 2] == '\r' && buf[at - 1] == '\n');
        }

        byte[] upTo(int end) {
            return Arrays.copyOf(buf, Math.max(end, 0));
        }
    }
}

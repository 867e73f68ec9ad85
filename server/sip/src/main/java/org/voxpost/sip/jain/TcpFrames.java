package org.voxpost.sip.jain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.voxpost.sip.SipSyntaxException;

/** Cuts a stream into messages (RFC 3261 §18.3): a head up to the empty line, and Content-Length octets of body. */
final class TcpFrames {
    private static final byte[] CRLF = {'\r', '\n'};

    private final int largest;
    private byte[] buffer = new byte[2048];
    private int filled;
    private int scanned;
    private int total = -1;
    private int pings;

    TcpFrames(int largest) {
        this.largest = largest;
    }

    /**
     * The messages that are complete with these octets.
     *
     * @throws SipSyntaxException when a message is too large or its length unreadable: the stream cannot go on
     */
    List<byte[]> read(byte[] octets, int count) {
        if (filled + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, filled + count));
        }
        System.arraycopy(octets, 0, buffer, filled, count);
        filled += count;
        List<byte[]> messages = new ArrayList<>();
        byte[] message = next();
        while (message.length > 0) {
            messages.add(message);
            message = next();
        }
        return messages;
    }

    /** How many double line ends came since this was asked last: pings, each wants one line end back (RFC 5626 §4.4.1). */
    int pings() {
        int count = pings;
        pings = 0;
        return count;
    }

    /** What came and makes no message yet, when the stream cannot go on. */
    byte[] rest() {
        return Arrays.copyOf(buffer, filled);
    }

    static byte[] pong() {
        return CRLF.clone();
    }

    private byte[] next() {
        skipLineEnds();
        if (total < 0) {
            int head = endOfHead();
            if (head < 0) {
                limit(filled);
                return new byte[0];
            }
            int body = contentLength(head);
            limit(body);
            total = head + body;
            limit(total);
        }
        if (filled < total) {
            return new byte[0];
        }
        byte[] message = Arrays.copyOf(buffer, total);
        drop(total);
        total = -1;
        return message;
    }

    private void skipLineEnds() {
        int ends = 0;
        int at = 0;
        while (total < 0 && scanned == 0 && at < filled && (buffer[at] == '\r' || buffer[at] == '\n')) {
            ends += buffer[at] == '\n' ? 1 : 0;
            at++;
        }
        if (at > 0) {
            drop(at);
            pings += ends / 2;
        }
    }

    /** Index behind the empty line; -1 while it has not come. */
    private int endOfHead() {
        for (int i = Math.max(scanned, 1); i < filled; i++) {
            if (buffer[i] == '\n'
                    && (buffer[i - 1] == '\n' || (i >= 2 && buffer[i - 1] == '\r' && buffer[i - 2] == '\n'))) {
                return i + 1;
            }
        }
        scanned = filled;
        return -1;
    }

    private int contentLength(int head) {
        for (String line : new String(buffer, 0, head, StandardCharsets.UTF_8).split("\n", -1)) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            if (name.equals("content-length") || name.equals("l")) {
                String value = line.substring(colon + 1).strip();
                if (value.isEmpty() || value.length() > 9 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    throw new SipSyntaxException("Content-Length is no number");
                }
                return Integer.parseInt(value);
            }
        }
        return 0;
    }

    private void limit(int size) {
        if (size > largest) {
            throw new SipSyntaxException("a message is larger than " + largest + " octets");
        }
    }

    private void drop(int count) {
        System.arraycopy(buffer, count, buffer, 0, filled - count);
        filled -= count;
        scanned = 0;
    }
}

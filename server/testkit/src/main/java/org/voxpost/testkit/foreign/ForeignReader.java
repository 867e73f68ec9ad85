package org.voxpost.testkit.foreign;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts reads into frames, and remembers where the reads were cut. */
final class ForeignReader {
    private static final byte[] CRLF = {'\r', '\n'};

    private byte[] buffer = new byte[0];
    private final List<Integer> cuts = new ArrayList<>();
    private int scanned;

    /** The frames that this read completes. */
    List<ForeignFrame> read(byte[] octets, int count) {
        int before = buffer.length;
        buffer = Arrays.copyOf(buffer, before + count);
        System.arraycopy(octets, 0, buffer, before, count);
        cuts.add(before);
        List<ForeignFrame> frames = new ArrayList<>();
        for (ForeignFrame frame = next(); frame != null; frame = next()) {
            frames.add(frame);
        }
        return frames;
    }

    /** The beginning of a frame that is not complete. */
    String rest() {
        return new String(buffer, 0, Math.min(buffer.length, 300), StandardCharsets.ISO_8859_1);
    }

    private @Nullable ForeignFrame next() {
        int lineEnd = find(CRLF, 0);
        if (lineEnd < 0) {
            return null;
        }
        String startLine = text(0, lineEnd);
        String[] words = startLine.split(" ", -1);
        byte[] mark = ("-------" + (words.length > 1 ? words[1] : "")).getBytes(StandardCharsets.ISO_8859_1);
        List<String> headers = new ArrayList<>();
        int line = lineEnd + 2;
        while (true) {
            int end = find(CRLF, line);
            if (end < 0) {
                return null;
            }
            if (end == line) {
                return withBody(startLine, headers, line + 2, mark);
            }
            if (startsWith(mark, line) && end == line + mark.length + 1) {
                char flag = (char) buffer[end - 1];
                return take(startLine, headers, new byte[0], false, flag, line, end + 2);
            }
            headers.add(text(line, end));
            line = end + 2;
        }
    }

    private @Nullable ForeignFrame withBody(String startLine, List<String> headers, int bodyStart, byte[] mark) {
        byte[] full = new byte[mark.length + 2];
        System.arraycopy(CRLF, 0, full, 0, 2);
        System.arraycopy(mark, 0, full, 2, mark.length);
        // A body of no octets may end on the line end of the empty line.
        int from = Math.max(bodyStart - 2, scanned);
        int at = find(full, from);
        if (at < 0) {
            scanned = Math.max(bodyStart - 2, buffer.length - full.length);
            return null;
        }
        int end = at + full.length;
        if (end + 3 > buffer.length) {
            scanned = at;
            return null;
        }
        byte[] body = Arrays.copyOfRange(buffer, bodyStart, Math.max(bodyStart, at));
        return take(startLine, headers, body, true, (char) buffer[end], bodyStart, end + 3);
    }

    private ForeignFrame take(
            String startLine, List<String> headers, byte[] body, boolean bodied, char flag, int headEnd, int end) {
        int headReads =
                1 + (int) cuts.stream().filter(cut -> cut > 0 && cut < headEnd).count();
        int reads = 1 + (int) cuts.stream().filter(cut -> cut > 0 && cut < end).count();
        ForeignFrame frame = new ForeignFrame(
                startLine, List.copyOf(headers), body, bodied, flag, cuts.contains(0), headReads, reads, end);
        buffer = Arrays.copyOfRange(buffer, end, buffer.length);
        cuts.replaceAll(cut -> cut - end);
        cuts.removeIf(cut -> cut < 0);
        scanned = 0;
        return frame;
    }

    private String text(int from, int to) {
        return new String(buffer, from, to - from, StandardCharsets.UTF_8);
    }

    private boolean startsWith(byte[] pattern, int at) {
        return at + pattern.length <= buffer.length
                && Arrays.equals(pattern, 0, pattern.length, buffer, at, at + pattern.length);
    }

    private int find(byte[] pattern, int from) {
        for (int i = from; i <= buffer.length - pattern.length; i++) {
            if (buffer[i] == pattern[0] && startsWith(pattern, i)) {
                return i;
            }
        }
        return -1;
    }
}

package org.voxpost.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One MSRP request or response (RFC 4975 §7) as it was read. Nothing is checked. */
public final class MsrpFrame {
    private final String startLine;
    private final List<String> headerLines;
    private final byte[] body;
    private final char flag;
    private final @Nullable MsrpConnection connection;

    /**
     * @param body empty where there was none
     * @param flag {@code $} complete, {@code +} more follows, {@code #} aborted
     */
    MsrpFrame(String startLine, List<String> headerLines, byte[] body, char flag, @Nullable MsrpConnection connection) {
        this.startLine = startLine;
        this.headerLines = List.copyOf(headerLines);
        this.body = body;
        this.flag = flag;
        this.connection = connection;
    }

    public String startLine() {
        return startLine;
    }

    public String transaction() {
        return word(1);
    }

    public boolean isRequest() {
        return status() == 0;
    }

    /** SEND, REPORT and so on; for a response its three digits. */
    public String method() {
        return word(2);
    }

    /** The status of a response; 0 for a request. */
    public int status() {
        String third = word(2);
        return third.matches("\\d{3}") ? Integer.parseInt(third) : 0;
    }

    /** The first header of exactly this name. */
    public Optional<String> header(String name) {
        return headerLines.stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    public List<String> headerLines() {
        return headerLines;
    }

    public String messageId() {
        return header("Message-ID").orElse("");
    }

    /** Where this chunk begins in its message, counted from 1; 1 without a Byte-Range. */
    public long firstOctet() {
        String range = header("Byte-Range").orElse("1-*/*");
        return Long.parseLong(range.substring(0, range.indexOf('-')).strip());
    }

    /** The total that the Byte-Range tells; -1 where it is unknown. */
    public long total() {
        String range = header("Byte-Range").orElse("1-*/*");
        String total = range.substring(range.indexOf('/') + 1).strip();
        return total.equals("*") ? -1 : Long.parseLong(total);
    }

    /** The octets of the body; not to be changed. */
    public byte[] octets() {
        return body;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public char flag() {
        return flag;
    }

    public boolean complete() {
        return flag == '$';
    }

    /** Where this came from, and answers go. */
    MsrpConnection connection() {
        if (connection == null) {
            throw new IllegalStateException("this frame was not received");
        }
        return connection;
    }

    private String word(int index) {
        String[] words = startLine.split(" ", -1);
        return index < words.length ? words[index] : "";
    }

    @Override
    public String toString() {
        return startLine + "\n" + String.join("\n", headerLines) + "\n(" + body.length + " octets) " + flag;
    }
}

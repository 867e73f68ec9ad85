package org.voxpost.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One SIP message as it was read: a start line, header lines in their order, a body. Nothing is checked. */
public final class SipMessage {
    private static final Map<String, String> COMPACT = Map.of(
            "v",
            "via",
            "f",
            "from",
            "t",
            "to",
            "i",
            "call-id",
            "m",
            "contact",
            "c",
            "content-type",
            "l",
            "content-length",
            "e",
            "content-encoding",
            "s",
            "subject",
            "k",
            "supported");
    private static final Pattern TAG = Pattern.compile(";\\s*tag=([^;>\\s]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern BRANCH = Pattern.compile(";\\s*branch=([^;,\\s]+)", Pattern.CASE_INSENSITIVE);

    private final String startLine;
    private final List<String> headerLines;
    private final byte[] body;
    private final @Nullable SipRoute origin;

    private SipMessage(String startLine, List<String> headerLines, byte[] body, @Nullable SipRoute origin) {
        this.startLine = startLine;
        this.headerLines = List.copyOf(headerLines);
        this.body = body;
        this.origin = origin;
    }

    static SipMessage parse(byte[] octets, @Nullable SipRoute origin) {
        int end = endOfHead(octets);
        String head = new String(octets, 0, end, StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        for (String line : head.stripLeading().split("\r?\n", -1)) {
            boolean folded = !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
            if (folded && !lines.isEmpty()) {
                lines.set(lines.size() - 1, lines.getLast() + " " + line.strip());
            } else if (!line.isBlank()) {
                lines.add(line);
            }
        }
        String start = lines.isEmpty() ? "" : lines.removeFirst();
        byte[] body = Arrays.copyOfRange(octets, end, octets.length);
        return new SipMessage(start, lines, body, origin);
    }

    /** Where the body begins: behind the first empty line. */
    private static int endOfHead(byte[] octets) {
        int lineStart = 0;
        boolean begun = false;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] != '\n') {
                continue;
            }
            boolean empty = i == lineStart || (i == lineStart + 1 && octets[lineStart] == '\r');
            if (empty && begun) {
                return i + 1;
            }
            begun |= !empty;
            lineStart = i + 1;
        }
        return octets.length;
    }

    public String startLine() {
        return startLine;
    }

    public boolean isRequest() {
        return !startLine.startsWith("SIP/");
    }

    /** The method of a request, or, for a response, of the request it answers. */
    public String method() {
        return isRequest() ? word(startLine, 0) : word(header("CSeq").orElse(""), 1);
    }

    public String requestUri() {
        return word(startLine, 1);
    }

    /** The status of a response; 0 for a request. */
    public int status() {
        return isRequest() ? 0 : Integer.parseInt(word(startLine, 1));
    }

    public long cseq() {
        return Long.parseLong(word(header("CSeq").orElse("0"), 0));
    }

    public String callId() {
        return header("Call-ID").orElse("");
    }

    public String fromTag() {
        return first(TAG, header("From").orElse(""));
    }

    /** The To tag; empty outside a dialog. */
    public String toTag() {
        return first(TAG, header("To").orElse(""));
    }

    /** The branch of the topmost Via. */
    public String branch() {
        return first(BRANCH, header("Via").orElse(""));
    }

    /** The first value of this header; compact forms count as the long ones. */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** The values of all lines of this header, not split at commas. */
    public List<String> headers(String name) {
        String wanted = canonical(name);
        List<String> values = new ArrayList<>();
        for (String line : headerLines) {
            int colon = line.indexOf(':');
            if (colon > 0 && canonical(line.substring(0, colon)).equals(wanted)) {
                values.add(line.substring(colon + 1).strip());
            }
        }
        return values;
    }

    public List<String> headerLines() {
        return headerLines;
    }

    public String body() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public byte[] bodyOctets() {
        return body.clone();
    }

    @Nullable
    SipRoute origin() {
        return origin;
    }

    /** What makes two arrivals the same message sent twice. */
    String identity() {
        return (isRequest() ? method() : Integer.toString(status())) + " " + callId() + " "
                + header("CSeq").orElse("") + " " + branch() + " " + fromTag() + " " + toTag();
    }

    byte[] octets() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String head = startLine + "\r\n" + String.join("\r\n", headerLines) + "\r\n\r\n";
        out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(body);
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return new String(octets(), StandardCharsets.UTF_8);
    }

    private static String canonical(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return COMPACT.getOrDefault(lower, lower);
    }

    private static String word(String text, int index) {
        String[] words = text.strip().split("\\s+", -1);
        return index < words.length ? words[index] : "";
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}

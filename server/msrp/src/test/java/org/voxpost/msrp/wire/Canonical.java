package org.voxpost.msrp.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.MimeHeader;

/**
 * One frame in a form that does not know how it was written: start line, sorted headers, body, end-line. Made from octets by
 * plain cutting, or from what the decoder says; headers with their default value are left out, and those of a response that the
 * decoder has no use for.
 */
record Canonical(String startLine, TreeSet<String> headers, String body, String endLine) {

    private static final List<String> DEFAULTS = List.of("Success-Report: no", "Failure-Report: yes");
    private static final List<String> UNUSED_IN_RESPONSES = List.of("To-Path", "From-Path", "Message-ID", "Byte-Range");

    static Canonical written(Vector vector) {
        String text = vector.text();
        int end = text.lastIndexOf("-------");
        int blank = text.indexOf("\r\n\r\n");
        String head = text.substring(0, vector.hasBody() ? blank + 2 : end);
        List<String> lines = new ArrayList<>(List.of(head.split("\r\n")));
        TreeSet<String> headers = new TreeSet<>(lines.subList(1, lines.size()));
        DEFAULTS.forEach(headers::remove);
        if (vector.isResponse()) {
            headers.removeIf(line -> UNUSED_IN_RESPONSES.contains(line.substring(0, line.indexOf(':'))));
        }
        String body = vector.hasBody() ? text.substring(blank + 4, end - 2) : "";
        return new Canonical(lines.getFirst(), headers, body, text.substring(end, text.length() - 2));
    }

    static Canonical told(Frame head, byte[] body, Continuation flag) {
        TreeSet<String> headers = new TreeSet<>();
        String word = switch (head) {
            case Frame.Send send -> {
                paths(headers, send.to(), send.from());
                add(headers, "Message-ID", send.messageId());
                add(headers, "Byte-Range", send.range());
                add(headers, "Success-Report", send.successReport() ? "yes" : null);
                add(headers, "Failure-Report", wish(send.failureReport()));
                add(headers, "Content-Type", send.contentType());
                others(headers, send.headers());
                yield "SEND";
            }
            case Frame.Report report -> {
                paths(headers, report.to(), report.from());
                add(headers, "Message-ID", report.messageId());
                add(headers, "Byte-Range", report.range());
                add(headers, "Status", report.status() == null ? null : "000 " + words(report.status()));
                yield "REPORT";
            }
            case Frame.OtherRequest other -> {
                paths(headers, other.to(), other.from());
                add(headers, "Failure-Report", wish(other.failureReport()));
                others(headers, other.headers());
                yield other.method();
            }
            case Frame.Response response -> {
                others(headers, response.headers());
                yield words(response.status());
            }
            case Frame.Unintelligible broken -> throw new AssertionError(broken);
        };
        String id = head.transaction().text();
        return new Canonical(
                "MSRP " + id + " " + word,
                headers,
                new String(body, StandardCharsets.ISO_8859_1),
                "-------" + id + (char) flag.flag());
    }

    private static String words(Status status) {
        return status.code() + " " + status.comment();
    }

    private static String wish(FailureReport wish) {
        return switch (wish) {
            case YES -> "";
            case NO -> "no";
            case PARTIAL -> "partial";
        };
    }

    private static void paths(TreeSet<String> headers, UriPath to, UriPath from) {
        add(headers, "To-Path", to);
        add(headers, "From-Path", from);
    }

    private static void others(TreeSet<String> headers, List<MimeHeader> others) {
        others.forEach(header -> add(headers, header.name(), header.value()));
    }

    private static void add(TreeSet<String> headers, String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            headers.add(name + ": " + value);
        }
    }
}

package org.voxpost.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Frames as octets. */
final class MsrpWire {
    private MsrpWire() {}

    static byte[] frame(String startLine, String transaction, List<String> headers, byte[] body, char flag) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 512);
        text(out, startLine + "\r\n");
        headers.forEach(header -> text(out, header + "\r\n"));
        boolean bodied = headers.stream().anyMatch(header -> header.startsWith("Content-Type:"));
        if (bodied) {
            text(out, "\r\n");
            out.writeBytes(body);
            text(out, "\r\n");
        }
        text(out, "-------" + transaction + flag + "\r\n");
        return out.toByteArray();
    }

    /** The answer to a request: back to the first hop of its From-Path (RFC 4975 §7.2). */
    static byte[] response(MsrpFrame request, int status, String comment) {
        String start = "MSRP " + request.transaction() + " " + status + (comment.isEmpty() ? "" : " " + comment);
        List<String> headers = List.of(
                "To-Path: " + first(request.header("From-Path").orElse("")),
                "From-Path: " + first(request.header("To-Path").orElse("")));
        return frame(start, request.transaction(), headers, new byte[0], '$');
    }

    /** A report on a range of a message, sent the whole way back (RFC 4975 §7.1.2). */
    static byte[] report(MsrpFrame send, String transaction, int status, String range) {
        List<String> headers = List.of(
                "To-Path: " + send.header("From-Path").orElse(""),
                "From-Path: " + send.header("To-Path").orElse(""),
                "Message-ID: " + send.messageId(),
                "Byte-Range: " + range,
                "Status: 000 " + status);
        return frame("MSRP " + transaction + " REPORT", transaction, headers, new byte[0], '$');
    }

    private static String first(String path) {
        int blank = path.indexOf(' ');
        return blank < 0 ? path : path.substring(0, blank);
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}

package org.voxpost.msrp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.MimeHeader;

/** Writes heads and end-lines into a buffer of the caller (RFC 4975 §7.1, §7.2, §9). */
public final class FrameWriter {

    private FrameWriter() {}

    /** What stays the same in every chunk of a message. */
    public record Message(
            UriPath to,
            UriPath from,
            String messageId,
            boolean successReport,
            FailureReport failureReport,
            List<MimeHeader> mimeHeaders,
            String contentType) {}

    /** The head of a SEND with a body; the body and {@link #endLine} follow. */
    public static void send(ByteBuf out, TransactionId transaction, Message message, ByteRange range) {
        start(out, transaction, "SEND", message.to(), message.from());
        header(out, "Message-ID: ", message.messageId());
        if (message.successReport()) {
            header(out, "Success-Report: ", "yes");
        }
        switch (message.failureReport()) {
            case YES -> {}
            case NO -> header(out, "Failure-Report: ", "no");
            case PARTIAL -> header(out, "Failure-Report: ", "partial");
        }
        range(out, range);
        headers(out, message.mimeHeaders());
        header(out, "Content-Type: ", message.contentType());
        crlf(out);
    }

    /** A whole SEND without a body (RFC 4975 §7.1). */
    public static void emptySend(ByteBuf out, TransactionId transaction, UriPath to, UriPath from, String messageId) {
        start(out, transaction, "SEND", to, from);
        header(out, "Message-ID: ", messageId);
        range(out, ByteRange.whole(0));
        endLine(out, transaction, Continuation.COMPLETE, false);
    }

    /** A whole AUTH request (RFC 4976 §4.1). */
    public static void auth(
            ByteBuf out, TransactionId transaction, UriPath to, UriPath from, List<MimeHeader> headers) {
        start(out, transaction, "AUTH", to, from);
        headers(out, headers);
        endLine(out, transaction, Continuation.COMPLETE, false);
    }

    /** The end-line, with the CRLF before it that a body needs. */
    public static void endLine(ByteBuf out, TransactionId transaction, Continuation flag, boolean body) {
        if (body) {
            crlf(out);
        }
        ascii(out, "-------");
        ascii(out, transaction.text());
        out.writeByte(flag.flag());
        crlf(out);
    }

    /** A whole response to a SEND, which goes to the previous hop (RFC 4975 §7.2). */
    public static void response(ByteBuf out, TransactionId transaction, Status status, MsrpUri to, MsrpUri from) {
        response(out, transaction, status, to.toString(), from);
    }

    /** A whole response to another request, which goes all the way back (RFC 4975 §7.2). */
    public static void response(ByteBuf out, TransactionId transaction, Status status, UriPath to, MsrpUri from) {
        response(out, transaction, status, to.text(), from);
    }

    private static void response(ByteBuf out, TransactionId transaction, Status status, String to, MsrpUri from) {
        ascii(out, "MSRP ");
        ascii(out, transaction.text());
        out.writeByte(' ');
        status(out, status);
        header(out, "To-Path: ", to);
        header(out, "From-Path: ", from.toString());
        endLine(out, transaction, Continuation.COMPLETE, false);
    }

    /** A whole REPORT (RFC 4975 §7.1.2). */
    public static void report(
            ByteBuf out,
            TransactionId transaction,
            UriPath to,
            UriPath from,
            String messageId,
            @Nullable ByteRange range,
            Status status) {
        start(out, transaction, "REPORT", to, from);
        header(out, "Message-ID: ", messageId);
        if (range != null) {
            range(out, range);
        }
        ascii(out, "Status: 000 ");
        status(out, status);
        endLine(out, transaction, Continuation.COMPLETE, false);
    }

    private static void start(ByteBuf out, TransactionId transaction, String method, UriPath to, UriPath from) {
        ascii(out, "MSRP ");
        ascii(out, transaction.text());
        out.writeByte(' ');
        ascii(out, method);
        crlf(out);
        header(out, "To-Path: ", to.text());
        header(out, "From-Path: ", from.text());
    }

    private static void status(ByteBuf out, Status status) {
        number(out, status.code());
        if (!status.comment().isEmpty()) {
            out.writeByte(' ');
            utf8(out, status.comment());
        }
        crlf(out);
    }

    private static void range(ByteBuf out, ByteRange range) {
        ascii(out, "Byte-Range: ");
        number(out, range.start());
        out.writeByte('-');
        number(out, range.end());
        out.writeByte('/');
        number(out, range.total());
        crlf(out);
    }

    private static void number(ByteBuf out, long number) {
        if (number == ByteRange.UNKNOWN) {
            out.writeByte('*');
            return;
        }
        long divisor = 1;
        while (number / divisor >= 10) {
            divisor *= 10;
        }
        for (; divisor > 0; divisor /= 10) {
            out.writeByte((int) ('0' + ((number / divisor) % 10)));
        }
    }

    /** By index, for an iterator would be garbage in every message. */
    private static void headers(ByteBuf out, List<MimeHeader> headers) {
        for (int i = 0; i < headers.size(); i++) {
            MimeHeader header = headers.get(i);
            ascii(out, header.name());
            ascii(out, ": ");
            utf8(out, header.value());
            crlf(out);
        }
    }

    private static void header(ByteBuf out, String nameAndColon, String value) {
        ascii(out, nameAndColon);
        ascii(out, value);
        crlf(out);
    }

    private static void ascii(ByteBuf out, String text) {
        out.writeCharSequence(text, StandardCharsets.US_ASCII);
    }

    private static void utf8(ByteBuf out, String text) {
        ByteBufUtil.writeUtf8(out, text);
    }

    private static void crlf(ByteBuf out) {
        out.writeShort(('\r' << 8) | '\n');
    }
}

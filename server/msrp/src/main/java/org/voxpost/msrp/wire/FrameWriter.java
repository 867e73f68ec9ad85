package org.voxpost.msrp.wire;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.MessagePolicy.EmptySend;
import org.voxpost.msrp.MimeHeader;
import org.voxpost.msrp.Nickname;

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
        HeadText text = HeadText.into(out);
        start(text, transaction, " SEND", message.to(), message.from());
        text.ascii("\r\nMessage-ID: ").value(message.messageId());
        if (message.successReport()) {
            text.ascii("\r\nSuccess-Report: yes");
        }
        switch (message.failureReport()) {
            case YES -> {
                // The default, but some peers report nothing unless both are spelt out.
                if (message.successReport()) {
                    text.ascii("\r\nFailure-Report: yes");
                }
            }
            case NO -> text.ascii("\r\nFailure-Report: no");
            case PARTIAL -> text.ascii("\r\nFailure-Report: partial");
        }
        range(text, range);
        headers(text, message.mimeHeaders());
        text.ascii("\r\nContent-Type: ")
                .value(message.contentType())
                .ascii("\r\n\r\n")
                .end();
    }

    /** A whole SEND without a body, with a Byte-Range of nothing (RFC 4975 §7.1.1). */
    public static void emptySend(ByteBuf out, TransactionId transaction, UriPath to, UriPath from, String messageId) {
        emptySend(out, transaction, to, from, messageId, EmptySend.RANGE);
    }

    /** A whole SEND without a body, in a shape that a peer wants. */
    public static void emptySend(
            ByteBuf out, TransactionId transaction, UriPath to, UriPath from, String messageId, EmptySend shape) {
        HeadText text = HeadText.into(out);
        start(text, transaction, " SEND", to, from);
        text.ascii("\r\nMessage-ID: ").value(messageId);
        if (shape != EmptySend.BARE) {
            range(text, ByteRange.whole(0));
        }
        if (shape == EmptySend.TYPED) {
            text.ascii("\r\nContent-Type: text/plain\r\n\r\n");
        }
        end(text, transaction, Continuation.COMPLETE);
    }

    /** A whole AUTH request (RFC 4976 §4.1). */
    public static void auth(
            ByteBuf out, TransactionId transaction, UriPath to, UriPath from, List<MimeHeader> headers) {
        HeadText text = HeadText.into(out);
        start(text, transaction, " AUTH", to, from);
        headers(text, headers);
        end(text, transaction, Continuation.COMPLETE);
    }

    /** A whole NICKNAME request (RFC 7701 §7.1). */
    public static void nickname(ByteBuf out, TransactionId transaction, UriPath to, UriPath from, Nickname name) {
        HeadText text = HeadText.into(out);
        start(text, transaction, " NICKNAME", to, from);
        text.ascii("\r\nUse-Nickname: ").utf8(quoted(name.text()));
        end(text, transaction, Continuation.COMPLETE);
    }

    /** RFC 4975 §9: {@code quoted-string}. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The end-line, with the CRLF before it that a body needs. */
    public static void endLine(ByteBuf out, TransactionId transaction, Continuation flag, boolean body) {
        HeadText text = HeadText.into(out);
        if (body) {
            end(text, transaction, flag);
        } else {
            endLine(text, transaction, flag);
        }
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
        HeadText text = HeadText.into(out);
        text.ascii("MSRP ").ascii(transaction.text()).ascii(" ");
        status(text, status);
        text.ascii("\r\nTo-Path: ").ascii(to).ascii("\r\nFrom-Path: ").ascii(from.toString());
        end(text, transaction, Continuation.COMPLETE);
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
        HeadText text = HeadText.into(out);
        start(text, transaction, " REPORT", to, from);
        text.ascii("\r\nMessage-ID: ").value(messageId);
        if (range != null) {
            range(text, range);
        }
        text.ascii("\r\nStatus: 000 ");
        status(text, status);
        end(text, transaction, Continuation.COMPLETE);
    }

    private static void start(HeadText text, TransactionId transaction, String method, UriPath to, UriPath from) {
        text.ascii("MSRP ").ascii(transaction.text()).ascii(method);
        text.ascii("\r\nTo-Path: ").ascii(to.text()).ascii("\r\nFrom-Path: ").ascii(from.text());
    }

    private static void status(HeadText text, Status status) {
        text.number(status.code());
        if (!status.comment().isEmpty()) {
            text.ascii(" ").utf8(status.comment());
        }
    }

    private static void range(HeadText text, ByteRange range) {
        text.ascii("\r\nByte-Range: ").number(range.start());
        text.ascii("-").number(range.end());
        text.ascii("/").number(range.total());
    }

    /** By index, for an iterator would be garbage in every message. */
    private static void headers(HeadText text, List<MimeHeader> headers) {
        for (int i = 0; i < headers.size(); i++) {
            MimeHeader header = headers.get(i);
            text.ascii("\r\n").value(header.name()).ascii(": ").utf8(header.value());
        }
    }

    private static void end(HeadText text, TransactionId transaction, Continuation flag) {
        text.ascii("\r\n");
        endLine(text, transaction, flag);
    }

    private static void endLine(HeadText text, TransactionId transaction, Continuation flag) {
        text.ascii("-------").ascii(transaction.text()).ascii(flag.line()).end();
    }
}

package org.voxpost.msrp.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.MimeHeader;

/** The head of a request or response (RFC 4975 §9). {@link BodyPart}s and a {@link Continuation} follow. */
public sealed interface Frame extends Item {

    TransactionId transaction();

    /**
     * A SEND request.
     *
     * @param messageId null when missing, which only a SEND without body may afford
     * @param range null when missing (RFC 4975 §7.3.1: a whole message then)
     * @param contentType null in a request without body
     * @param body whether a body follows, though it may be empty
     * @param headers those that the codec has no field for
     */
    record Send(
            TransactionId transaction,
            UriPath to,
            UriPath from,
            @Nullable String messageId,
            @Nullable ByteRange range,
            FailureReport failureReport,
            boolean successReport,
            @Nullable String contentType,
            boolean body,
            List<MimeHeader> headers)
            implements Frame {}

    /** A REPORT request (RFC 4975 §7.1.2). */
    record Report(
            TransactionId transaction,
            UriPath to,
            UriPath from,
            @Nullable String messageId,
            @Nullable ByteRange range,
            @Nullable Status status)
            implements Frame {}

    /**
     * A request of a method that we do not know.
     *
     * @param headers those that the codec has no field for
     */
    record OtherRequest(
            TransactionId transaction,
            String method,
            UriPath to,
            UriPath from,
            FailureReport failureReport,
            List<MimeHeader> headers)
            implements Frame {}

    /**
     * A response. Its paths are not needed to find its transaction.
     *
     * @param headers those that the codec has no field for
     */
    record Response(TransactionId transaction, Status status, List<MimeHeader> headers) implements Frame {}

    /**
     * A request whose frame can be followed but whose headers break the grammar; 400 when there is a path to answer to.
     *
     * @param problem for the comment of the answer and for logs; holds nothing of the peer's
     */
    record Unintelligible(
            TransactionId transaction,
            @Nullable UriPath to,
            @Nullable UriPath from,
            FailureReport failureReport,
            boolean report,
            String problem)
            implements Frame {}
}

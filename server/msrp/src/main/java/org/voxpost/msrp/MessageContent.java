package org.voxpost.msrp;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One message to send.
 *
 * @param contentType a media type with its parameters, for the Content-Type header
 * @param mimeHeaders further MIME headers such as Content-Disposition (RFC 4975 §7.1), sent in every chunk before Content-Type
 * @param messageId the Message-ID to use; a random one is made when empty
 * @param successReport whether the message only counts as delivered when the peer reported every octet
 */
public record MessageContent(
        String contentType,
        Body body,
        List<MimeHeader> mimeHeaders,
        Optional<String> messageId,
        boolean successReport,
        FailureReport failureReport) {

    public MessageContent {
        MimeHeader.requireSafe(contentType);
        mimeHeaders = List.copyOf(mimeHeaders);
        messageId.ifPresent(MimeHeader::requireSafe);
    }

    public static MessageContent of(String contentType, byte[] octets) {
        return of(contentType, Body.of(octets));
    }

    public static MessageContent of(String contentType, Path file, long length) {
        return of(contentType, Body.of(file, 0, length));
    }

    public static MessageContent of(String contentType, Body body) {
        return new MessageContent(contentType, body, List.of(), Optional.empty(), false, FailureReport.YES);
    }

    public MessageContent withBody(Body other) {
        return new MessageContent(contentType, other, mimeHeaders, messageId, successReport, failureReport);
    }

    public MessageContent withMimeHeaders(List<MimeHeader> headers) {
        return new MessageContent(contentType, body, headers, messageId, successReport, failureReport);
    }

    public MessageContent withMessageId(String id) {
        return new MessageContent(contentType, body, mimeHeaders, Optional.of(id), successReport, failureReport);
    }

    public MessageContent withReports(boolean success, FailureReport failure) {
        return new MessageContent(contentType, body, mimeHeaders, messageId, success, failure);
    }
}

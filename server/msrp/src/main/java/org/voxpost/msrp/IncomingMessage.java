package org.voxpost.msrp;

import java.util.List;
import java.util.OptionalLong;

/**
 * The head of a message that begins to arrive.
 *
 * @param contentType as sent, parameters included
 * @param totalOctets the total of the Byte-Range as claimed by the peer; empty when it says {@code *} or nothing
 * @param knownId whether one of the last 16 messages that the session took had this Message-ID: a copy, or a peer that does not
 *     count. It is a new message to the stack
 * @param headers all headers that the stack does not read itself, in order
 */
public record IncomingMessage(
        String messageId,
        String contentType,
        OptionalLong totalOctets,
        boolean successReport,
        FailureReport failureReport,
        boolean knownId,
        List<MimeHeader> headers) {}

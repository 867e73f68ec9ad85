package org.voxpost.testkit;

import java.util.List;

/** How a {@link DeliveryServerPeer} treats one call. Octets are those read from the MSRP connection, frames and all. */
public sealed interface DeliveryScript {
    /** Takes the file: passive, 200 for each chunk, a success report where one is asked for. */
    record Accept() implements DeliveryScript {}

    /** As Accept, but opens the connection itself ({@code a=setup:active}). */
    record AcceptActive() implements DeliveryScript {}

    /**
     * As Accept, with attributes of the answer replaced by name, such as {@code max-size:100}; a bare name prefixed with a
     * minus, such as {@code -path}, is left out.
     */
    record AnswerWith(List<String> attributes) implements DeliveryScript {
        public AnswerWith(String... attributes) {
            this(List.of(attributes));
        }
    }

    /** Answers nothing at all to the INVITE, nor to its CANCEL. */
    record Silent() implements DeliveryScript {}

    /** Answers 100 and no more. */
    record TryingOnly() implements DeliveryScript {}

    /** Answers 180 and no more. */
    record RingingOnly() implements DeliveryScript {}

    /** Answers the INVITE with this, such as {@code new Reject(503, "Retry-After: 5")}. */
    record Reject(int status, List<String> headers) implements DeliveryScript {
        public Reject(int status, String... headers) {
            this(status, List.of(headers));
        }
    }

    /** Answers 200 with every m-line declined. */
    record AnswerPortZero() implements DeliveryScript {}

    /** Answers with a port where nobody listens. */
    record RefuseConnection() implements DeliveryScript {}

    /** Takes connection and chunks, and answers none of them. */
    record SilentAfterConnect() implements DeliveryScript {}

    /** Resets the connection once this much has been read. */
    record ResetAfterOctets(long octets) implements DeliveryScript {}

    /** Reads no more once this much has been read, with the connection left standing. */
    record StallAfterOctets(long octets) implements DeliveryScript {}

    /** Sends BYE once this much has been read, and goes on as Accept. */
    record ByeAfterOctets(long octets) implements DeliveryScript {}

    /** Answers this chunk with a body, counted from 1, and all after it, with this status; those before it with 200. */
    record StatusAtChunk(int chunk, int status) implements DeliveryScript {}

    /** Answers 200 to all, then reports this status on the whole message, asked or not. */
    record ReportAtEnd(int status) implements DeliveryScript {}
}

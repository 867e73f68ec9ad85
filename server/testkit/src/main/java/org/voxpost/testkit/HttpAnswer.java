package org.voxpost.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** What an {@link HttpPeer} answers to one request. Headers are lines such as {@code Content-Type: audio/amr}. */
@SuppressWarnings("ArrayRecordComponent") // Scripts are played, never compared.
public sealed interface HttpAnswer {
    /** A whole answer with its right length. */
    record Full(int status, List<String> headers, byte[] body) implements HttpAnswer {}

    /** Says this length and closes after the body, whatever its length is. */
    record Declared(int status, List<String> headers, byte[] body, long length) implements HttpAnswer {}

    /** A body without a length, ended by closing. */
    record UntilClose(int status, List<String> headers, byte[] body) implements HttpAnswer {}

    /** A chunked body; the last chunk is left out when not {@code ended}, and the connection closed. */
    record Chunked(int status, List<String> headers, byte[] body, int chunk, boolean ended) implements HttpAnswer {}

    /** Sends nothing and keeps the connection. */
    record Hang() implements HttpAnswer {}

    /** Sends the head and this many octets of the body, then nothing more, and keeps the connection. */
    record HangAfter(byte[] body, long octets) implements HttpAnswer {}

    /** Sends the body in pieces with a pause before each. */
    record Drip(byte[] body, int piece, Duration pause) implements HttpAnswer {}

    /** Sends the head and this many octets of the body, then resets. */
    record ResetAfter(byte[] body, long octets) implements HttpAnswer {}

    /** Sends these octets, which need not be HTTP at all, and closes. */
    record Raw(byte[] octets) implements HttpAnswer {}

    /**
     * A resource with an entity tag (RFC 9110): 304 where If-None-Match names it, 206 for a Range from an offset to the end
     * unless If-Range names another tag, else 200.
     *
     * @param tag with its quotes
     */
    record Tagged(byte[] body, String tag, List<String> headers) implements HttpAnswer {}

    static HttpAnswer ok(byte[] body, String... headers) {
        return new Full(200, List.of(headers), body);
    }

    static HttpAnswer ok(String body, String... headers) {
        return ok(body.getBytes(StandardCharsets.UTF_8), headers);
    }

    static HttpAnswer status(int status, String... headers) {
        return new Full(status, List.of(headers), new byte[0]);
    }

    static HttpAnswer redirect(int status, String location) {
        return status(status, "Location: " + location);
    }

    static HttpAnswer tagged(byte[] body, String tag) {
        return new Tagged(body, tag, List.of());
    }
}

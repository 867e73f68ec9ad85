package org.voxpost.media;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.MediaException.Reason;

/** From what the HTTP client throws, and what servers answer, to our reasons. */
final class HttpFailures {

    private static final int LONGEST_RETRY_DIGITS = 6;

    private HttpFailures() {}

    static MediaException of(IOException failure, String uri) {
        return switch (failure) {
            case TargetGuard.ForbiddenTarget forbidden ->
                new MediaException(Reason.FORBIDDEN, String.valueOf(forbidden.getMessage()));
            case UnknownHostException _ -> plain(Reason.UNREACHABLE, "no such host: ", uri);
            case SocketTimeoutException _ -> plain(Reason.TIMEOUT, "the server is silent: ", uri);
            case InterruptedIOException _ -> plain(Reason.TIMEOUT, "no connection in time: ", uri);
            case NoHttpResponseException _ -> plain(Reason.UNREACHABLE, "the server closed without an answer: ", uri);
            case ConnectionClosedException _ -> plain(Reason.TRUNCATED, "the body is shorter than declared: ", uri);
            case MalformedChunkCodingException _ -> plain(Reason.TRUNCATED, "the body is broken: ", uri);
            case SSLException _ -> plain(Reason.UNREACHABLE, "no trusted TLS connection: ", uri);
            default -> plain(Reason.UNREACHABLE, "the connection failed: ", uri);
        };
    }

    private static MediaException plain(Reason reason, String what, String uri) {
        return new MediaException(reason, what + uri);
    }

    static MediaException status(HttpResponse response, String uri) {
        int code = response.getCode();
        Reason reason = switch (code) {
            case 404, 410 -> Reason.NOT_FOUND;
            case 412 -> Reason.CHANGED;
            default -> Reason.REMOTE_STATUS;
        };
        return new MediaException(reason, "the server answered " + code + ": " + uri, code, retryAfter(response));
    }

    private static @Nullable Duration retryAfter(HttpResponse response) {
        Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        String value = header == null ? "" : String.valueOf(header.getValue()).strip();
        boolean seconds = !value.isEmpty()
                && value.length() <= LONGEST_RETRY_DIGITS
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
        return seconds ? Duration.ofSeconds(Long.parseLong(value)) : null;
    }
}

package org.voxpost.media;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a medium could not be read, written or deleted.
 *
 * <p>The message is short, free of control characters and fit for an application server: it names no path of this
 * machine beyond the URI the application server gave. Only {@link Reason#IO} carries a stack trace and a cause; all
 * else is the doing of a peer.
 */
public final class MediaException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Each reason with whether trying again may help. */
    public enum Reason {
        /** No such file; HTTP 404 or 410. */
        NOT_FOUND(false),
        /** Outside the roots, or the host is not on the allow-list. */
        FORBIDDEN(false),
        /** There, but not a readable file; or a body in an encoding that was not asked for. */
        UNREADABLE(false),
        /** Outside the deletable roots, a directory, or HTTP deletion not configured. */
        NOT_DELETABLE(false),
        /** An HTTP status that is no success, in {@link MediaException#code()}. */
        REMOTE_STATUS(false),
        /** No connection, no such host, reset, TLS failure. */
        UNREACHABLE(true),
        /** A deadline or the minimum rate was missed. */
        TIMEOUT(true),
        /** More bytes than allowed. */
        TOO_LARGE(false),
        /** The body ended before its declared length, or its framing is broken. */
        TRUNCATED(true),
        /** Not a URI we serve. */
        BAD_URI(false),
        /** The destination exists. */
        EXISTS(false),
        /** The disk is full, or its reserve would be touched. */
        NO_SPACE(true),
        /** The file is not, or no longer, the one that was fetched. */
        CHANGED(true),
        /** Size or hash differ from what was announced. */
        MISMATCH(false),
        /** The bytes are not those that were promised by a digest of the server, or taken in by the spool. */
        CORRUPT(true),
        /** The calling thread was interrupted. */
        CANCELLED(false),
        /** The machine failed us. */
        IO(true);

        private final boolean temporary;

        Reason(boolean temporary) {
            this.temporary = temporary;
        }
    }

    private final Reason reason;
    private final int code;
    private final @Nullable Duration retryAfter;

    MediaException(Reason reason, String message) {
        this(reason, message, 0, null);
    }

    MediaException(Reason reason, String message, int code, @Nullable Duration retryAfter) {
        super(PlainText.of(message), null, false, false);
        this.reason = reason;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    MediaException(String message, @Nullable Throwable cause) {
        super(PlainText.of(message), cause);
        this.reason = Reason.IO;
        this.code = 0;
        this.retryAfter = null;
    }

    public Reason reason() {
        return reason;
    }

    /** The HTTP status when a server answered with one, else 0. */
    public int code() {
        return code;
    }

    /** Whether the same call may succeed later: 5xx, 408, 425, 429, time-outs, resets, a full disk. */
    public boolean temporary() {
        if (code == 408 || code == 425 || code == 429 || code >= 500) {
            return true;
        }
        return reason.temporary;
    }

    /** The wait an HTTP server asked for (RFC 9110 §10.2.3), in seconds form only. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}

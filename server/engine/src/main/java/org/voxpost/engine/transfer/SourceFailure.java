package org.voxpost.engine.transfer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.transfer.AttemptOutcome.Failed;
import org.voxpost.media.MediaException;

/** What goes wrong with files and HTTP servers, in the vocabulary of attempts. */
public final class SourceFailure {

    private static final Logger log = LoggerFactory.getLogger(SourceFailure.class);

    private SourceFailure() {}

    /** The failure that an exception means. What is not the media store's own word is a fault of ours, and logged as such. */
    public static Failed of(Exception e) {
        return switch (e) {
            case MediaException media -> of(media);
            case InterruptedException _ -> Failed.temporarily(487, "given up");
            default -> {
                log.error("Work on a source broke", e);
                yield Failed.temporarily(500, "internal error");
            }
        };
    }

    private static Failed of(MediaException e) {
        int status = switch (e.reason()) {
            case NOT_FOUND -> 404;
            case FORBIDDEN, NOT_DELETABLE -> 403;
            case UNREADABLE -> 415;
            case REMOTE_STATUS -> e.code();
            case UNREACHABLE, NO_SPACE -> 503;
            case TIMEOUT -> 408;
            case TOO_LARGE -> 413;
            case TRUNCATED, CHANGED, MISMATCH, CORRUPT -> 480;
            case BAD_URI -> 410;
            case EXISTS -> 409;
            case CANCELLED -> 487;
            case IO -> 500;
        };
        return new Failed(!e.temporary(), status, String.valueOf(e.getMessage()), e.retryAfter());
    }
}

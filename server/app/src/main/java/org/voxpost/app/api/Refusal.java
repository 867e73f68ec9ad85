package org.voxpost.app.api;

import io.helidon.http.Status;

/** A request that is answered with a {@link Problem}. No stack trace: the client is at fault. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Status status;

    Refusal(Status status, String detail) {
        super(detail, null, false, false);
        this.status = status;
    }

    Status status() {
        return status;
    }
}

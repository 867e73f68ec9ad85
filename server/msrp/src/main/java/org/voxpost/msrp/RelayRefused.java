package org.voxpost.msrp;

/** A relay that does not serve us (RFC 4976 §5.1). Carries no stack trace: the fault is not in this program. */
public final class RelayRefused extends Exception {

    private final Reason reason;
    private final int status;

    /** @param status what the relay answered; 0 when it answered nothing */
    public RelayRefused(Reason reason, int status, String message) {
        super(message, null, false, false);
        this.reason = reason;
        this.status = status;
    }

    public Reason reason() {
        return reason;
    }

    public int status() {
        return status;
    }

    public enum Reason {
        /** No connection, or it was lost before the relay had answered. */
        UNREACHABLE,
        /** Whoever answers there is not the relay: its certificate says so (RFC 4976 §9.2), or its rspauth (RFC 7616 §3.5). */
        IDENTITY,
        /** A connection, and no answer to AUTH. */
        SILENT,
        /** User or password are wrong. */
        CREDENTIALS,
        /** The user may not use this relay (403). */
        FORBIDDEN,
        /** It asks for credentials in a way that we have not: no digest, an algorithm that is unknown, no qop of ours. */
        CHALLENGE,
        /** Any other status. */
        STATUS,
        /** It says 200, and gives no URIs that could be used. */
        NO_PATH
    }
}

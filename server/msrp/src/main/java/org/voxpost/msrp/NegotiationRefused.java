package org.voxpost.msrp;

/** An offer or answer that no session can come of. Carries no stack trace: the fault is the peer's. */
public final class NegotiationRefused extends Exception {

    private final Reason reason;

    public NegotiationRefused(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    public enum Reason {
        /** The stream was declined with port 0. */
        DECLINED,
        /** Not {@code m=message}, TLS where we have none or plain text where we want TLS, or a protocol and a path that contradict. */
        TRANSPORT,
        /** No fingerprint where the policy wants one, or none that can be checked (RFC 8122 §5). */
        FINGERPRINT,
        /** No {@code a=path} (RFC 4975 §8.2). */
        NO_PATH,
        /** An {@code a=path} that cannot be read, or lacks a port. */
        BAD_PATH,
        /** An offer that a middlebox changed which does not know CEMA: the c- and m-line lead elsewhere than the path (RFC 6714 §4.3). */
        MIDDLEBOX,
        /**
         * An answer that wants another offer, without CEMA (RFC 6714 §4.2). The session lives on: {@link MsrpSession#reoffer()} is
         * that offer, and {@link MsrpSession#answered} takes its answer.
         */
        WITHOUT_CEMA,
        /** The session has ended. */
        OVER,
        /** Active to active, or passive to passive (RFC 4145 §4.1). */
        SETUP,
        /** The peer takes none of the types that we mean to send (RFC 4975 §8.6). */
        TYPES,
        /** What we mean to send exceeds {@code a=max-size} of the peer. */
        MAX_SIZE
    }
}

package org.voxpost.msrp;

/**
 * Why a session is over.
 *
 * @param detail one line for an operator, free of control characters
 */
public record SessionEnd(Cause cause, String detail) {

    public enum Cause {
        /** {@link MsrpSession#end()}. */
        LOCAL,
        /** {@link MsrpEndpoint#close()}. */
        ENDPOINT_CLOSED,
        /** No TCP connection to the peer could be made. */
        CONNECT_FAILED,
        /** The peer did not show the certificate that was agreed, or came without TLS to a session that has it (RFC 8122 §6.2). */
        WRONG_IDENTITY,
        /** No connection, or no first request on it, within {@link MsrpTimeouts#establish()}. */
        NOT_ESTABLISHED,
        /** The peer closed or reset the connection, or broke the protocol on it. */
        CONNECTION_LOST,
        /** No octet passed on the connection for {@link FlowTimeouts#idle()}. */
        IDLE,
        /** The connection was as old as {@link FlowTimeouts#lifetime()} allows. */
        LIFETIME,
        /** The peer took no octets for {@link MsrpTimeouts#writeStall()}. */
        WRITE_STALLED,
        /** Our relay does not renew the way to the session. */
        RELAY_REFUSED,
        /** A step of the session failed by a mistake of ours. */
        BROKEN,
        /** The peer says that it does not know the session, or that another connection has it (481, 506). */
        REFUSED_BY_PEER
    }
}

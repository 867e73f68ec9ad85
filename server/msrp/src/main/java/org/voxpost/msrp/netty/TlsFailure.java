package org.voxpost.msrp.netty;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** Why a handshake failed, in words of ours: what a library says may quote the peer. */
final class TlsFailure {

    private static final int LONGEST = 160;

    private TlsFailure() {}

    static String words(@Nullable Throwable cause) {
        return switch (cause) {
            case null -> "no reason is known";
            case SslHandshakeTimeoutException _ -> "the handshake took too long";
            case NotSslRecordException _ -> "what the peer sends is not TLS";
            case ClosedChannelException _ -> "the peer closed the connection in the handshake";
            default -> printable(String.valueOf(cause.getMessage()));
        };
    }

    private static String printable(String text) {
        String line = text.replaceAll("[^ -~]", "?");
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }
}

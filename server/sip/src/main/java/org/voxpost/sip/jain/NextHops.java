package org.voxpost.sip.jain;

import gov.nist.javax.sip.stack.HopImpl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.sip.address.Hop;
import org.jspecify.annotations.Nullable;
import org.voxpost.sip.SipUri;

/**
 * Finds where the requests of one call go, in the order they were asked for. Addresses are found at once; names are looked
 * up on a virtual thread (A and AAAA only, no RFC 3263), and kept for the call.
 */
final class NextHops {
    private static final int DEFAULT_PORT = 5060;

    private final Executor lane;
    private final Runnable waits;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean streams;
    private boolean resolving;
    private String resolvedName = "";
    private @Nullable InetAddress resolved;

    /** @param waits called when requests begin to go by TCP, which may have to connect: tasks of the lane wait from then on */
    NextHops(Executor lane, Runnable waits) {
        this.lane = lane;
        this.waits = waits;
    }

    /** Runs {@code then} on the lane, now or later, with the hop or with null when the name is unknown. */
    void find(SipUri next, String transport, Consumer<@Nullable Hop> then) {
        if (resolving) {
            waiting.add(() -> find(next, transport, then));
            return;
        }
        if (transport.equals(Transports.TCP) && !streams) {
            streams = true;
            waits.run();
            resolving = true;
            Core.run(lane, () -> {
                resolving = false;
                try {
                    find(next, transport, then);
                } finally {
                    goOn();
                }
            });
            return;
        }
        InetAddress literal = literal(next.host());
        if (literal != null) {
            then.accept(hop(literal, next, transport));
        } else if (resolved != null && resolvedName.equals(next.host())) {
            then.accept(hop(resolved, next, transport));
        } else {
            resolving = true;
            Thread.startVirtualThread(() -> {
                InetAddress address = lookUp(next.host());
                Core.run(lane, () -> {
                    resolving = false;
                    resolvedName = next.host();
                    resolved = address;
                    try {
                        then.accept(address == null ? null : hop(address, next, transport));
                    } finally {
                        goOn();
                    }
                });
            });
        }
    }

    /** Runs what waits, each also when the one before broke. */
    private void goOn() {
        Runnable next = resolving ? null : waiting.poll();
        if (next != null) {
            try {
                next.run();
            } finally {
                goOn();
            }
        }
    }

    /** The same place over another transport. */
    static Hop over(Hop hop, String transport) {
        return new HopImpl(hop.getHost(), hop.getPort(), transport);
    }

    private static @Nullable InetAddress lookUp(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException | RuntimeException unknown) {
            return null;
        }
    }

    private static @Nullable InetAddress literal(String host) {
        try {
            return InetAddress.ofLiteral(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
        } catch (IllegalArgumentException name) {
            return null;
        }
    }

    private static Hop hop(InetAddress address, SipUri uri, String transport) {
        String host = address.getHostAddress();
        return new HopImpl(
                host.indexOf(':') >= 0 ? "[" + host + "]" : host,
                uri.port() == 0 ? DEFAULT_PORT : uri.port(),
                transport);
    }
}

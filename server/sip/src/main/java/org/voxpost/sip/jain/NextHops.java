package org.voxpost.sip.jain;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.voxpost.sip.SipUri;

/**
 * Finds where the requests of one call go, in the order they were asked for. Addresses are found at once; names are looked
 * up on a virtual thread (A and AAAA only, no RFC 3263), and kept for the call.
 */
final class NextHops {
    private final Executor lane;
    private final Runnable waits;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean streams;
    private boolean resolving;
    private String resolvedName = "";
    private @Nullable InetAddress resolved;

    /** @param waits called when requests begin to go by TCP or TLS, which may have to connect: tasks of the lane wait from then on */
    NextHops(Executor lane, Runnable waits) {
        this.lane = lane;
        this.waits = waits;
    }

    /** The same for the next request in a dialog, which stays on its connection while that stands. */
    void find(Dialog dialog, Consumer<@Nullable Target> then) {
        if (resolving) {
            waiting.add(() -> find(dialog, then));
        } else if (dialog.standing().isPresent()) {
            then.accept(Target.on(dialog.standing().get()));
        } else {
            find(dialog.next(), dialog.nextTransport(), then);
        }
    }

    /** Runs {@code then} on the lane, now or later, with the hop or with null when the name is unknown. */
    void find(SipUri next, String transport, Consumer<@Nullable Target> then) {
        if (resolving) {
            waiting.add(() -> find(next, transport, then));
            return;
        }
        if (Transports.reliable(transport) && !streams) {
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

    private static Target hop(InetAddress address, SipUri uri, String transport) {
        return new Target(
                Target.bracketed(address.getHostAddress()),
                uri.port() == 0 ? Transports.defaultPort(transport) : uri.port(),
                transport,
                uri.host(),
                Optional.empty());
    }
}

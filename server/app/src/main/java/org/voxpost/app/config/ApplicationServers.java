package org.voxpost.app.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.control.Callers;

/**
 * The application servers that may call: networks and addresses as they stand, host names by what they mean now. Names are
 * looked up at the start, and again when a stranger calls, beside the lanes and not more often than configured; a call that comes
 * meanwhile waits for the answer. A name that cannot be looked up keeps the addresses that it had.
 */
final class ApplicationServers implements Callers {
    static final String FORM = "\\*|[A-Za-z0-9_.\\-]+(/[0-9]{1,2})?|[0-9A-Fa-f:.]+(/[0-9]{1,3})?";
    static final String WORDS = "an IP address, a network such as 10.1.0.0/16, a host name, or *";

    private static final Logger log = LoggerFactory.getLogger(ApplicationServers.class);

    /** Finds the addresses of a name; may block. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    /** One look-up of all names. */
    private record Round(long startedAt, CompletableFuture<Void> done) {}

    private final List<String> numeric = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final long interval;
    private final Resolver resolver;
    private final Executor threads;
    private final LongSupplier nanoTime;
    private final Map<String, Set<InetAddress>> known = new ConcurrentHashMap<>();
    private Round last;

    ApplicationServers(
            List<String> entries, Duration interval, Resolver resolver, Executor threads, LongSupplier nanoTime) {
        for (String entry : entries) {
            (PeerMatch.isName(entry) ? names : numeric).add(entry);
        }
        this.interval = interval.toNanos();
        this.resolver = resolver;
        this.threads = threads;
        this.nanoTime = nanoTime;
        this.last = lookUp();
    }

    /** Asks the machine's own resolver, on virtual threads. */
    static ApplicationServers of(List<String> entries, Duration interval) {
        return new ApplicationServers(
                entries, interval, InetAddress::getAllByName, Thread::startVirtualThread, System::nanoTime);
    }

    @Override
    public CompletableFuture<Boolean> admit(String address) {
        if (means(address)) {
            return CompletableFuture.completedFuture(true);
        }
        return latest().done().thenApply(looked -> means(address));
    }

    private boolean means(String address) {
        if (numeric.stream().anyMatch(match -> PeerMatch.matches(match, address))) {
            return true;
        }
        InetAddress caller = InetAddress.ofLiteral(address);
        return known.values().stream().anyMatch(addresses -> addresses.contains(caller));
    }

    /** The look-up that is under way, or a new one when the last is old enough. */
    private synchronized Round latest() {
        if (last.done().isDone() && nanoTime.getAsLong() - last.startedAt() >= interval) {
            last = lookUp();
        }
        return last;
    }

    private Round lookUp() {
        CompletableFuture<?>[] each = names.stream()
                .map(name -> CompletableFuture.runAsync(() -> lookUp(name), threads))
                .toArray(CompletableFuture<?>[]::new);
        return new Round(nanoTime.getAsLong(), CompletableFuture.allOf(each));
    }

    private void lookUp(String name) {
        try {
            known.put(name, Set.of(resolver.addresses(name)));
        } catch (UnknownHostException | RuntimeException e) {
            log.warn("The application server {} cannot be looked up: {}", name, e.getMessage());
        }
    }
}

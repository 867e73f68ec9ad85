package org.voxpost.engine.overload;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.overload.OverloadTerms.BreakerTerms;
import org.voxpost.msml.dialog.Destination;
import org.voxpost.sip.SipUri;

/**
 * Leaves delivery servers and HTTP servers alone that fail time after time: while one rests, attempts at it fail at once. Then a single attempt tries it,
 * and the others go on failing until that one has its end. Any thread may call it.
 */
public final class Breakers {

    private static final Logger log = LoggerFactory.getLogger(Breakers.class);

    /** Beyond it those that failed too seldom are forgotten: a script may name any number of hosts. */
    private static final int MOST = 10_000;

    private final BreakerTerms terms;
    private final CircuitBreakerConfig config;
    private final ConcurrentHashMap<String, CircuitBreaker> failing = new ConcurrentHashMap<>();

    /**
     * @param clock runs the rests; monotonic
     */
    public Breakers(BreakerTerms terms, InstantSource clock) {
        this.terms = terms;
        int failures = Math.max(1, terms.failures());
        this.config = CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(failures)
                .minimumNumberOfCalls(failures)
                .failureRateThreshold(100)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(terms.rest())
                .clock(clock.withZone(ZoneOffset.UTC))
                .writableStackTraceEnabled(false)
                .build();
    }

    /** How long who was turned away should wait. */
    public Duration rest() {
        return terms.rest();
    }

    /** Lets an attempt begin, which then says how it went; empty while the server is left alone. */
    public Optional<Permit> enter(SipUri server) {
        return enter(Destinations.of(server));
    }

    /** The same for where the media store writes to. Local files have no server, and are never left alone. */
    public Optional<Permit> enter(Destination.Uri destination) {
        return enter(Destinations.of(destination));
    }

    private Optional<Permit> enter(String name) {
        CircuitBreaker breaker = failing.get(name);
        if (breaker == null) {
            return Optional.of(new Permit(name, false));
        }
        boolean permitted = breaker.tryAcquirePermission();
        boolean trial = breaker.getState() == CircuitBreaker.State.HALF_OPEN;
        return permitted ? Optional.of(new Permit(name, trial)) : Optional.empty();
    }

    OverloadStatistics statistics(int running, int waiting) {
        int shut = 0;
        int open = 0;
        int half = 0;
        for (CircuitBreaker breaker : failing.values()) {
            switch (breaker.getState()) {
                case OPEN, FORCED_OPEN -> open++;
                case HALF_OPEN -> half++;
                case CLOSED, DISABLED, METRICS_ONLY -> shut++;
            }
        }
        return new OverloadStatistics(running, waiting, shut, open, half);
    }

    /** Of one attempt. The first word counts. */
    public final class Permit {

        private final String server;
        private final boolean trial;
        private final AtomicBoolean used = new AtomicBoolean();

        private Permit(String server, boolean trial) {
            this.server = server;
            this.trial = trial;
        }

        /** The server did what was asked, or said why it does not. */
        public void worked() {
            CircuitBreaker breaker = used.compareAndSet(false, true) ? failing.remove(server) : null;
            if (breaker != null && breaker.getState() != CircuitBreaker.State.CLOSED) {
                log.info("A server works again: server={}", server);
            }
        }

        /** The server did not answer, or could not. */
        public void failed() {
            if (used.compareAndSet(false, true) && terms.failures() > 0 && !server.isEmpty()) {
                count(server);
            }
        }

        /** One cannot tell how the server does. */
        public void leftOpen() {
            CircuitBreaker breaker = used.compareAndSet(false, true) ? failing.get(server) : null;
            if (breaker != null && trial) {
                breaker.releasePermission();
            }
        }
    }

    private void count(String server) {
        if (failing.size() >= MOST) {
            failing.values().removeIf(breaker -> breaker.getState() == CircuitBreaker.State.CLOSED);
        }
        CircuitBreaker breaker = failing.computeIfAbsent(server, _ -> CircuitBreaker.of(server, config));
        CircuitBreaker.State before = breaker.getState();
        breaker.onError(0, TimeUnit.NANOSECONDS, new ServerFailed());
        if (before != CircuitBreaker.State.OPEN && breaker.getState() == CircuitBreaker.State.OPEN) {
            log.warn(
                    "A server failed again and again and is left alone: server={} for-ms={}",
                    server,
                    terms.rest().toMillis());
        }
    }

    /** The library counts exceptions. */
    private static final class ServerFailed extends Exception {
        private static final long serialVersionUID = 1L;

        ServerFailed() {
            super("", null, false, false);
        }
    }
}

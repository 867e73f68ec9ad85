package org.voxpost.engine.overload;

import java.time.Duration;
import java.util.Set;

/**
 * How much is taken on.
 *
 * @param running how many attempts run at once
 * @param perApplicationServer how many of them for one application server, which is the host of its From
 * @param perDestination how many of them to one delivery server or HTTP server
 * @param queue how many attempts may wait for one of those before new work is refused
 * @param reserve how many more may wait before work with a priority is refused, too
 * @param namespaces of {@code Resource-Priority} that count
 * @param retryAfter when who was refused should come again
 * @param breaker when a destination is left alone
 */
public record OverloadTerms(
        int running,
        int perApplicationServer,
        int perDestination,
        int queue,
        int reserve,
        Set<String> namespaces,
        Duration retryAfter,
        BreakerTerms breaker) {

    public static final OverloadTerms DEFAULT = new OverloadTerms(
            1_000,
            500,
            200,
            10_000,
            1_000,
            Set.of("esnet", "ets", "wps"),
            Duration.ofSeconds(10),
            new BreakerTerms(20, Duration.ofSeconds(15)));

    /**
     * @param failures in a row after which a destination is left alone; 0 for never
     * @param rest how long it is left alone; then one attempt tries whether it is back
     */
    public record BreakerTerms(int failures, Duration rest) {}
}

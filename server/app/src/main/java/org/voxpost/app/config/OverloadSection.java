package org.voxpost.app.config;

import java.time.Duration;
import java.util.List;

/** Section {@code overload}: how much is taken on, and how much of it is done at once. */
public record OverloadSection(
        @Bounds(min = "1", max = "100000") int transfers,
        @Bounds(min = "1", max = "100000") int perApplicationServer,
        @Bounds(min = "1", max = "100000") int perDestination,
        @Bounds(min = "1", max = "10000000") int queue,
        @Bounds(min = "0", max = "10000000") int reserve,

        @Form(value = "esnet|ets|wps|q735|dsn|drsn", words = "one of esnet, ets, wps, q735, dsn, drsn")
        List<String> priorities,

        @Bounds(min = "1s", max = "1h") Duration retryAfter,
        BreakerSection breaker) {
    static final OverloadSection DEFAULT = new OverloadSection(
            1_000,
            500,
            200,
            10_000,
            1_000,
            List.of("esnet", "ets", "wps"),
            Duration.ofSeconds(10),
            new BreakerSection(20, Duration.ofSeconds(15)));

    /** When a delivery server is left alone. */
    public record BreakerSection(
            @Bounds(min = "0", max = "10000") int failures,
            @Bounds(min = "100ms", max = "1h") Duration rest) {}
}

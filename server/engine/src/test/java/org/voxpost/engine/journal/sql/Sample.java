package org.voxpost.engine.journal.sql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.Job;
import org.voxpost.engine.journal.Order;
import org.voxpost.engine.journal.Outcome;

/** Orders, jobs and outcomes of tests. */
final class Sample {

    static final Instant NOON = Instant.parse("2026-11-28T12:00:00.123Z");

    private Sample() {}

    static Order order(String id) {
        return order(id, NOON);
    }

    static Order order(String id, Instant acceptedAt) {
        return order(id, acceptedAt, "old" + id + "-3");
    }

    private static Order order(String id, Instant acceptedAt, String retried) {
        return new Order(
                id,
                "conn:" + id + "/dialog:1",
                "call-" + id,
                "sip:as@192.0.2.1",
                Optional.of("key-" + id),
                ByteBuffer.wrap("<msml/>".getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer(),
                0,
                acceptedAt,
                2,
                Optional.of(new Order.Retried(retried, 1, 2)),
                Optional.of(new Order.StandingCall(
                        ByteBuffer.wrap("INVITE".getBytes(StandardCharsets.UTF_8))
                                .asReadOnlyBuffer(),
                        NOON,
                        "application/xml",
                        7)));
    }

    static Job job(String order, int number) {
        return new Job(
                order + "-" + number,
                order,
                0,
                number - 1,
                0,
                "object " + number,
                "file:///recordings/RECORD " + number + ".amr",
                "xmsrp://?answerer=sip:alice@192.0.2.25",
                true);
    }

    static Entry accepted(String order, int jobs) {
        return new Entry.Accepted(
                order(order),
                IntStream.rangeClosed(1, jobs)
                        .mapToObj(number -> job(order, number))
                        .toList());
    }

    /** An order that tries a job again. */
    static Entry retry(String order, String job) {
        return new Entry.Accepted(order(order, NOON, job), List.of(job(order, 1)));
    }

    static Outcome success() {
        return new Outcome("transfer.complete", 23_910, 200, "", 1, Duration.ofMillis(94), NOON.plusSeconds(1));
    }

    static Outcome failure() {
        return new Outcome("transfer.failed", 0, 404, "no such file", 3, Duration.ofMillis(7), NOON.plusSeconds(2));
    }
}

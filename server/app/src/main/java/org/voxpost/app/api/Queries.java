package org.voxpost.app.api;

import io.helidon.common.parameters.Parameters;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.voxpost.engine.journal.JobQuery;
import org.voxpost.engine.journal.JobState;

/** What a request asks for, from its query. Names that mean nothing are refused, so that no filter is lost by a typing mistake. */
final class Queries {

    private static final int USUAL_LIMIT = 50;

    private Queries() {}

    static JobQuery jobs(ServerRequest request) {
        Parameters query =
                known(request, List.of("state", "key", "dialog", "call-id", "object-id", "since", "before", "limit"));
        return new JobQuery(
                states(query),
                text(query, "key"),
                text(query, "dialog"),
                text(query, "call-id"),
                text(query, "object-id"),
                text(query, "since").map(Queries::instant),
                text(query, "before").map(value -> number("before", value)),
                limit(query));
    }

    /** The sequence number behind which is read. */
    static long after(ServerRequest request) {
        return text(known(request, List.of("after", "limit")), "after")
                .map(value -> number("after", value))
                .orElse(0L);
    }

    static int limit(ServerRequest request) {
        return limit(request.query());
    }

    /** The query, when it has no other names than these. */
    static Parameters known(ServerRequest request, List<String> names) {
        for (String name : request.query().names()) {
            if (!names.contains(name)) {
                throw new Refusal(
                        Status.BAD_REQUEST_400,
                        "no parameter is called " + name + "; there are " + String.join(", ", names));
            }
        }
        return request.query();
    }

    private static Optional<String> text(Parameters query, String name) {
        return query.contains(name) ? Optional.of(query.get(name)) : Optional.empty();
    }

    private static Set<JobState> states(Parameters query) {
        if (!query.contains("state")) {
            return Set.of();
        }
        return query.all("state").stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(Queries::state)
                .collect(Collectors.toSet());
    }

    private static JobState state(String word) {
        return Arrays.stream(JobState.values())
                .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        Status.BAD_REQUEST_400,
                        "state is '" + word + "'; allowed: accepted, running, delivered, finished"));
    }

    private static int limit(Parameters query) {
        long limit = text(query, "limit").map(value -> number("limit", value)).orElse((long) USUAL_LIMIT);
        if (limit < 1 || limit > 1000) {
            throw new Refusal(Status.BAD_REQUEST_400, "limit is " + limit + "; allowed: 1 to 1000");
        }
        return (int) limit;
    }

    static Optional<String> text(ServerRequest request, String name) {
        return text(request.query(), name);
    }

    static Optional<Long> number(ServerRequest request, String name) {
        return text(request, name).map(value -> number(name, value));
    }

    /** How long an answer may be held back, in seconds; none where nothing is asked for. */
    static Duration wait(ServerRequest request, Duration longest) {
        long seconds = number(request, "wait").orElse(0L);
        if (seconds < 0 || seconds > longest.toSeconds()) {
            throw new Refusal(
                    Status.BAD_REQUEST_400,
                    "wait is " + seconds + "; allowed: 0 to " + longest.toSeconds() + " seconds");
        }
        return Duration.ofSeconds(seconds);
    }

    static long number(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new Refusal(Status.BAD_REQUEST_400, name + " is '" + value + "'; allowed: a whole number");
        }
    }

    private static Instant instant(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw new Refusal(
                    Status.BAD_REQUEST_400,
                    "since is '" + value + "'; allowed: an instant such as 2026-11-28T06:30:00Z");
        }
    }
}

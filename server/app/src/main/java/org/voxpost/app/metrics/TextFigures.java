package org.voxpost.app.metrics;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.voxpost.engine.capture.CaptureStatistics;
import org.voxpost.engine.capture.CaptureStatistics.Texts;

/** What is told of captured text. */
final class TextFigures {

    private TextFigures() {}

    static void describe(Families families, CaptureStatistics now) {
        families.gauges(
                        "capture_sessions_open",
                        "Captured sessions that are open here.",
                        "kind",
                        Map.of("call", now.calls().open(), "test", now.tests().open()))
                .counters(
                        "capture_sessions",
                        "Captured sessions that were opened.",
                        "kind",
                        Map.of("call", now.calls().opened(), "test", now.tests().opened()))
                .counters(
                        "capture_refused", "Calls that were to be captured and were not taken.", "reason", refused(now))
                .counter("capture_malformed", "SIP messages that nobody could read.", now.malformed());
        texts(families, now.texts());
        families.histogram(
                        "capture_durable_seconds",
                        "From a SEND to its 200, once it is on record.",
                        now.waits().durable())
                .histogram(
                        "capture_automated_response_delay_seconds",
                        "From the first message of a caller to the first text that is sent by itself.",
                        now.waits().automated())
                .histogram(
                        "capture_response_message_delay_seconds",
                        "From the first message of a caller to the first words of a person.",
                        now.waits().response());
    }

    private static void texts(Families families, Texts texts) {
        families.counters(
                        "capture_messages",
                        "Messages on record, test calls left out.",
                        "direction",
                        Map.of("in", texts.in(), "out", texts.out()))
                .counters(
                        "capture_octets",
                        "Octets of those, and of incomplete ones.",
                        "direction",
                        Map.of("in", texts.octetsIn(), "out", texts.octetsOut()))
                .counter("capture_incomplete", "Messages of which the rest never came.", texts.incomplete())
                .counters(
                        "capture_outcomes",
                        "Messages to callers of which the end is known.",
                        "outcome",
                        Map.of("delivered", texts.delivered(), "undelivered", texts.undelivered()))
                .counter(
                        "capture_messages_refused",
                        "Messages, and parts of them, that could not be written down in time.",
                        texts.refused());
    }

    private static Map<String, Long> refused(CaptureStatistics now) {
        return now.refused().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        Map.Entry::getValue));
    }
}

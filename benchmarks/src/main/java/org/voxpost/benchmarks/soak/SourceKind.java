package org.voxpost.benchmarks.soak;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.voxpost.testkit.HttpAnswer;

/** Where the content comes from, and how that place behaves. */
enum SourceKind {
    FILE,
    FILE_MISSING,
    HTTP,
    HTTP_CHUNKED,
    HTTP_SLOW,
    HTTP_ABSENT,
    HTTP_BROKEN,
    HTTP_CUT,
    HTTP_RESET,
    HTTP_SILENT,
    HTTP_STALLED,
    HTTP_NO_HTTP;

    private static final List<String> TYPE = List.of("Content-Type: audio/amr");

    boolean good() {
        return switch (this) {
            case FILE, HTTP, HTTP_CHUNKED, HTTP_SLOW -> true;
            default -> false;
        };
    }

    boolean http() {
        return this != FILE && this != FILE_MISSING;
    }

    /** What an HTTP server does with every request for it. */
    HttpAnswer answer(byte[] content) {
        return switch (this) {
            case FILE, FILE_MISSING -> throw new IllegalStateException(this + " is no source of HTTP");
            case HTTP -> new HttpAnswer.Full(200, TYPE, content);
            case HTTP_CHUNKED -> new HttpAnswer.Chunked(200, TYPE, content, 4_000, true);
            case HTTP_SLOW -> new HttpAnswer.Drip(content, content.length / 5 + 1, Duration.ofMillis(100));
            case HTTP_ABSENT -> HttpAnswer.status(404);
            case HTTP_BROKEN -> HttpAnswer.status(500);
            case HTTP_CUT -> new HttpAnswer.Declared(200, TYPE, half(content), content.length);
            case HTTP_RESET -> new HttpAnswer.ResetAfter(content, content.length / 2);
            case HTTP_SILENT -> new HttpAnswer.Hang();
            case HTTP_STALLED -> new HttpAnswer.HangAfter(content, content.length / 2);
            case HTTP_NO_HTTP -> new HttpAnswer.Raw(half(content));
        };
    }

    private static byte[] half(byte[] content) {
        return Arrays.copyOf(content, content.length / 2);
    }
}

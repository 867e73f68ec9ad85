package org.voxpost.app.config;

import java.time.Duration;

/** Section {@code transfer}: how the MSML primitive of that name is run. */
public record TransferSection(
        @Bounds(min = "1", max = "1000") int concurrency,
        boolean outlivesControl,
        RetrySection retry,
        @Bounds(min = "100ms", max = "1h") Duration sourceDeadline,
        @Bounds(min = "0ms", max = "1m") Duration tailGrace,

        @Form(
                value = Form.JOB_HEADER,
                words = "the name of a SIP header that the stack does not write itself, or nothing")
        String jobHeader,

        @Form(value = Form.HEADER, words = "the name of a header, or nothing")
        String keyHeader,

        @Bounds(min = "100ms", max = "30s") Duration promiseDeadline,
        @Bounds(min = "0ms", max = "10m") Duration drain,

        @Form(value = "[A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+", words = "a media type")
        String fallbackType) {
    static final TransferSection DEFAULT = new TransferSection(
            4,
            true,
            new RetrySection(Duration.ofSeconds(1), Duration.ofMinutes(5), 50, Duration.ofHours(1)),
            Duration.ofMinutes(5),
            Duration.ofSeconds(1),
            "X-Voxpost-Job",
            "X-Job-Key",
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            "application/octet-stream");

    /** The wait before a further attempt: doubled each time from {@code base} to {@code max}. */
    public record RetrySection(
            @Bounds(min = "0ms", max = "1h") Duration base,
            @Bounds(min = "0ms", max = "1d") Duration max,
            @Bounds(min = "0", max = "100") int jitterPercent,
            @Bounds(min = "1s", max = "1d") Duration longestRetryAfter) {
        public RetrySection {
            if (base.compareTo(max) > 0) {
                throw new IllegalArgumentException("base is longer than max");
            }
        }
    }
}

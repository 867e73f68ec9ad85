package org.voxpost.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Section {@code receive}: what the delivery server and {@code fetch} take, keep and give. Relative paths start at the home directory. */
public record ReceiveSection(
        @Bounds(min = "1B", max = "1024TiB") ByteSize largest,

        @Form(
                value = "\\*|[A-Za-z0-9!#$&^_.+-]+/(\\*|[A-Za-z0-9!#$&^_.+-]+)",
                words = "a media type, such as audio/amr, audio/* or *")
        List<String> accept,

        @Form(value = HashText.FORM, words = HashText.WORDS) List<String> unwanted,

        @Bounds(min = "0", max = "10000") int keep,
        @Bounds(min = "1m", max = "365d") Duration keepFor,
        Optional<Path> share,
        @Bounds(min = "1", max = "64") int filesPerCall) {
    static final ReceiveSection DEFAULT = new ReceiveSection(
            new ByteSize(1 << 30), List.of("*"), List.of(), 16, Duration.ofDays(7), Optional.empty(), 16);

    public ReceiveSection {
        // The length of a hash is known by its algorithm.
        unwanted.forEach(HashText::parse);
        if (accept.isEmpty()) {
            throw new IllegalArgumentException("accept names no type; '*' takes all");
        }
    }
}

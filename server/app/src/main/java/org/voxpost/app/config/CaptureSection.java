package org.voxpost.app.config;

import java.time.Duration;
import java.util.List;
import org.voxpost.engine.capture.CaptureTerms.TestCalls;
import org.voxpost.msrp.Nickname;

/** Section {@code capture}: the text of which calls is kept, and how. */
public record CaptureSection(
        boolean captured,
        boolean onControl,

        @Form(value = "[A-Za-z0-9._~+\\-]+", words = "the user part of a SIP URI, or the number of a tel URI")
        List<String> users,

        TestCalls testCalls,

        @Form(
                value = "\\*|[A-Za-z0-9!#$&^_.+-]+/(\\*|[A-Za-z0-9!#$&^_.+-]+)",
                words = "a media type, such as text/plain, text/* or *")
        List<String> acceptTypes,

        @Form(
                value = "\\*|[A-Za-z0-9!#$&^_.+-]+/(\\*|[A-Za-z0-9!#$&^_.+-]+)",
                words = "a media type, such as text/plain, text/* or *")
        List<String> acceptWrappedTypes,

        @Bounds(min = "0B", max = "1GiB") ByteSize maxSize,
        @Bounds(min = "1KiB", max = "1MiB") ByteSize whole,
        @Bounds(min = "100ms", max = "25s") Duration storeDeadline,
        @Bounds(min = "0s", max = "1h") Duration lostGrace,
        @Bounds(min = "0s", max = "30d") Duration linkWithin,
        @Bounds(min = "0s", max = "1h") Duration keepAlive,
        @Bounds(min = "1h", max = "36500d") Duration keep,
        String greeting,
        String hold,
        String closing,

        @Form(value = "[^\\p{Cntrl}]{0,200}", words = "a name of at most 200 characters, or nothing")
        String nickname) {
    static final CaptureSection DEFAULT = new CaptureSection(
            true,
            true,
            List.of(),
            TestCalls.ECHO,
            List.of("message/cpim", "text/plain", "application/im-iscomposing+xml", "*"),
            List.of("*"),
            new ByteSize(16 << 20),
            new ByteSize(64 << 10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofHours(2),
            Duration.ofSeconds(120),
            Duration.ofDays(1098),
            "",
            "",
            "",
            "");

    public CaptureSection {
        if (acceptTypes.isEmpty()) {
            throw new IllegalArgumentException("accept-types names no type; '*' takes all");
        }
        var _ = new Nickname(nickname);
    }
}

package org.voxpost.sdp;

import java.nio.charset.StandardCharsets;

/** Writes what RFC 8866 §5 asks for, whatever the description was read from. */
final class SdpWriter {
    private final StringBuilder out = new StringBuilder(512);

    private SdpWriter() {}

    static byte[] write(SessionDescription description) {
        SdpWriter writer = new SdpWriter();
        writer.session(description);
        description.media().forEach(writer::media);
        return writer.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void session(SessionDescription description) {
        line("v=0");
        line(description.origin().toString());
        line("s=" + (description.name().isBlank() ? "-" : description.name()));
        description.connection().ifPresent(this::line);
        if (needsConnection(description)) {
            line(description.origin().address());
        }
        description.bandwidths().forEach(this::line);
        line("t=0 0");
        description.attributes().forEach(this::line);
    }

    private static boolean needsConnection(SessionDescription description) {
        return description.connection().isEmpty()
                && description.media().stream()
                        .anyMatch(media -> media.connection().isEmpty());
    }

    private void media(MediaDescription media) {
        line("m=" + media.type() + " " + media.port() + " " + media.protocol() + " "
                + String.join(" ", media.formats()));
        media.title().filter(title -> !title.isEmpty()).ifPresent(title -> line("i=" + title));
        media.connection().ifPresent(this::line);
        media.bandwidths().forEach(this::line);
        media.attributes().forEach(this::line);
    }

    private void line(Object content) {
        out.append(content).append("\r\n");
    }
}

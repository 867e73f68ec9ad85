package org.voxpost.sip;

import java.util.List;
import java.util.Optional;

/**
 * A part of a body that is no multipart itself, or one that cannot be taken apart.
 *
 * @param path where it is, as {@code 2.1} for the first part in the second; {@code 1} for a body that is no multipart
 * @param headers its header lines in their order, read as UTF-8; a folded one is joined by a blank, a control is a blank. None of a body that is
 *     no multipart: they are those of its message
 * @param body its media type, {@code text/plain} where none is written (RFC 2046 §5.1), and its octets exactly as they came, whatever their
 *     transfer encoding
 * @param contentId of its Content-ID (RFC 2392), without the angle brackets
 * @param disposition the value of its Content-Disposition as it is written, parameters included
 */
public record BodyPart(
        String path, List<String> headers, Body body, Optional<String> contentId, Optional<String> disposition) {

    public BodyPart {
        headers = List.copyOf(headers);
    }
}

package org.voxpost.cpim;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Opens envelopes until there is something that is none. */
final class ContentReader {
    private ContentReader() {}

    /** @param opened envelopes that it was in */
    static Content read(String contentType, byte[] octets, Optional<CpimMessage> envelope, int opened) {
        MediaType type = new MediaType(contentType);
        try {
            return switch (type.name()) {
                case "text/plain" -> text(type, octets, envelope);
                case IsComposing.MEDIA_TYPE -> new Content.Composing(IsComposing.read(octets));
                case Imdn.MEDIA_TYPE -> new Content.Notification(Imdn.read(octets));
                case CpimMessage.MEDIA_TYPE -> {
                    if (opened == Content.MOST_ENVELOPES) {
                        throw new CpimException(
                                "A message has more than " + Content.MOST_ENVELOPES + " envelopes within each other.");
                    }
                    CpimMessage message = CpimMessage.read(octets);
                    yield read(message.contentType(), decoded(message), Optional.of(message), opened + 1);
                }
                default -> new Content.Other(contentType, envelope, Optional.empty());
            };
        } catch (CpimException defect) {
            return new Content.Other(contentType, envelope, Optional.of(defect.getMessage()));
        }
    }

    /** RFC 2045 §6.8: the one transfer encoding that clients of RCS use. What is none of it is left as it is. */
    private static byte[] decoded(CpimMessage message) {
        boolean base64 = message.contentHeader("Content-Transfer-Encoding")
                .filter("base64"::equalsIgnoreCase)
                .isPresent();
        try {
            return base64 ? Base64.getMimeDecoder().decode(message.content()) : message.content();
        } catch (IllegalArgumentException malformed) {
            return message.content();
        }
    }

    private static Content.Text text(MediaType type, byte[] octets, Optional<CpimMessage> envelope) {
        Charset charset = charset(type.charset().orElse(""));
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
            return new Content.Text(text, true, envelope);
        } catch (CharacterCodingException malformed) {
            return new Content.Text(new String(octets, charset), false, envelope);
        }
    }

    /** US-ASCII is UTF-8, also where it is none; so is what we do not know. */
    private static Charset charset(String name) {
        return switch (name) {
            case "iso-8859-1", "latin1" -> StandardCharsets.ISO_8859_1;
            case "utf-16" -> StandardCharsets.UTF_16;
            case "utf-16be" -> StandardCharsets.UTF_16BE;
            case "utf-16le" -> StandardCharsets.UTF_16LE;
            default -> StandardCharsets.UTF_8;
        };
    }
}

package org.voxpost.engine.capture;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.voxpost.cpim.CpimAddress;
import org.voxpost.cpim.CpimException;
import org.voxpost.cpim.CpimMessage;
import org.voxpost.cpim.Imdn;
import org.voxpost.cpim.ImdnRequest;

/** Messages in {@code message/cpim} (RFC 3862): what is in them, and how ours are put into one. */
final class Envelopes {

    /** No document that says who writes is longer, with its envelope. */
    private static final int LONGEST_COMPOSING = 8_192;

    private static final byte[] COMPOSING = "im-iscomposing".getBytes(StandardCharsets.US_ASCII);
    private static final String NOBODY = "sip:anonymous@anonymous.invalid";

    private Envelopes() {}

    private static boolean is(String contentType) {
        return contentType.toLowerCase(Locale.ROOT).startsWith(CpimMessage.MEDIA_TYPE);
    }

    /** Whether it is worth reading, to see whether it only says that somebody writes. */
    static boolean mayHoldComposing(String contentType, byte[] octets) {
        return is(contentType) && octets.length <= LONGEST_COMPOSING && contains(octets, COMPOSING);
    }

    /** What the sender of a message wants to hear when it has arrived (RFC 5438 §6.2): it is on record, so it has. */
    static Optional<byte[]> deliveryNotice(String contentType, byte[] octets, byte[] random, Instant now) {
        if (!is(contentType)) {
            return Optional.empty();
        }
        try {
            return ImdnRequest.of(CpimMessage.read(octets))
                    .filter(asked -> asked.wants(Imdn.Kind.DELIVERY, Imdn.Status.DELIVERED))
                    .map(asked -> asked.notification(
                                    Imdn.Kind.DELIVERY,
                                    Imdn.Status.DELIVERED,
                                    HexFormat.of().formatHex(random),
                                    now.atOffset(ZoneOffset.UTC))
                            .encode());
        } catch (CpimException unreadable) {
            // It is kept as it came; whom to tell is not known.
            return Optional.empty();
        }
    }

    /** Text for a caller that takes none without an envelope. */
    static byte[] wrapped(String from, String to, byte[] text, Instant now) {
        return CpimMessage.text(
                        address(from),
                        address(to),
                        now.atOffset(ZoneOffset.UTC),
                        new String(text, StandardCharsets.UTF_8))
                .encode();
    }

    private static CpimAddress address(String uri) {
        try {
            return CpimAddress.of(uri);
        } catch (IllegalArgumentException noUri) {
            return CpimAddress.of(NOBODY);
        }
    }

    private static boolean contains(byte[] octets, byte[] wanted) {
        for (int i = 0; i + wanted.length <= octets.length; i++) {
            int same = 0;
            while (same < wanted.length && octets[i + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return true;
            }
        }
        return false;
    }
}

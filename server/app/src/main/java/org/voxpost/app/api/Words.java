package org.voxpost.app.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;

/**
 * The text of a message, for people. The octets are kept beside it, untouched (threat T37).
 *
 * @param valid whether the octets are what their type says
 */
record Words(String text, boolean valid) {

    /** Of a message of text that was kept in one piece. */
    static Optional<Words> of(Fact fact) {
        if (fact.kind() != FactKind.MESSAGE
                || fact.size() == 0
                || !fact.octets().hasRemaining()) {
            return Optional.empty();
        }
        return fact.contentType().toLowerCase(Locale.ROOT).startsWith("text/")
                ? Optional.of(read(fact.octets()))
                : Optional.empty();
    }

    private static Words read(ByteBuffer octets) {
        try {
            return new Words(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(octets.duplicate())
                            .toString(),
                    true);
        } catch (CharacterCodingException e) {
            return new Words(StandardCharsets.UTF_8.decode(octets.duplicate()).toString(), false);
        }
    }
}

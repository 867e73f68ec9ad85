package org.voxpost.engine.capture;

import java.util.Optional;
import org.voxpost.cpim.Content;
import org.voxpost.cpim.CpimAddress;
import org.voxpost.cpim.CpimMessage;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;

/**
 * A message of text, for people. The octets are kept beside it, untouched (threat T37).
 *
 * @param valid whether nothing in it had to be replaced
 * @param claimed who wrote it by its own word, which is no identity; empty where it says nothing
 * @param claimedName the name that its own word gives them, such as the nickname that a chat room shows; empty where there is none
 */
public record Words(String text, boolean valid, String claimed, String claimedName) {

    /** Of a message that was kept in one piece; empty for what is none of text. */
    public static Optional<Words> of(Fact fact) {
        return content(fact)
                .flatMap(content -> content instanceof Content.Text(var text, var valid, var envelope)
                        ? Optional.of(of(text, valid, envelope.flatMap(CpimMessage::from)))
                        : Optional.empty());
    }

    /** Whether it only tells what became of another message (RFC 5438). */
    public static boolean isNotification(Fact fact) {
        return content(fact).filter(Content.Notification.class::isInstance).isPresent();
    }

    private static Optional<Content> content(Fact fact) {
        if (fact.kind() != FactKind.MESSAGE || !fact.octets().hasRemaining()) {
            return Optional.empty();
        }
        byte[] octets = new byte[fact.octets().remaining()];
        fact.octets().duplicate().get(octets);
        return Optional.of(Content.of(fact.contentType(), octets));
    }

    private static Words of(String text, boolean valid, Optional<CpimAddress> claimed) {
        return new Words(
                text,
                valid,
                claimed.map(CpimAddress::uri).orElse(""),
                claimed.map(CpimAddress::name).orElse(""));
    }
}

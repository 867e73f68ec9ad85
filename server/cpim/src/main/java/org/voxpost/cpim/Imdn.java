package org.voxpost.cpim;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a message (message/imdn+xml, RFC 5438 §11).
 *
 * @param messageId of the message that it is about
 * @param dateTime when that was sent, as it said itself; empty when it did not
 * @param recipientUri who has it
 * @param originalRecipientUri whom it was sent to, where that is somebody else
 * @param subject of the message
 */
public record Imdn(
        String messageId,
        String dateTime,
        Optional<String> recipientUri,
        Optional<String> originalRecipientUri,
        Optional<String> subject,
        Kind kind,
        Status status) {
    public static final String MEDIA_TYPE = "message/imdn+xml";

    private static final String NAMESPACE = "urn:ietf:params:xml:ns:imdn";

    /** What is told of (RFC 5438 §5). */
    public enum Kind {
        DELIVERY,
        PROCESSING,
        DISPLAY;

        String element() {
            return name().toLowerCase(Locale.ROOT) + "-notification";
        }
    }

    /** How it went; what each kind may tell is in RFC 5438 §11.1.7. */
    public enum Status {
        DELIVERED,
        FAILED,
        PROCESSED,
        STORED,
        DISPLAYED,
        FORBIDDEN,
        ERROR;

        public boolean isOf(Kind kind) {
            return switch (this) {
                case DELIVERED, FAILED -> kind == Kind.DELIVERY;
                case PROCESSED, STORED -> kind == Kind.PROCESSING;
                case DISPLAYED -> kind == Kind.DISPLAY;
                case FORBIDDEN, ERROR -> true;
            };
        }

        String element() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException when the kind does not have that status, or there is no id */
    public Imdn {
        if (!status.isOf(kind)) {
            throw new IllegalArgumentException(kind + " does not end as " + status);
        }
        if (messageId.isEmpty()) {
            throw new IllegalArgumentException("a notification about no message");
        }
    }

    /**
     * @throws CpimException when it is no well-formed document of this kind, says nothing that RFC 5438 has, or has a DOCTYPE
     */
    public static Imdn read(byte[] octets) throws CpimException {
        Xml.Element root = Xml.read(octets, NAMESPACE, "imdn", "of a notification");
        String id = root.text("message-id")
                .orElseThrow(() -> new CpimException("A document of a notification names no message."));
        for (Kind kind : Kind.values()) {
            Optional<Xml.Element> told = root.child(kind.element()).flatMap(element -> element.child("status"));
            if (told.isPresent()) {
                Status status = Arrays.stream(Status.values())
                        .filter(one -> one.isOf(kind)
                                && told.get().child(one.element()).isPresent())
                        .findFirst()
                        .orElseThrow(
                                () -> new CpimException("A document of a notification has no status of its kind."));
                return new Imdn(
                        id,
                        root.text("datetime").orElse(""),
                        root.text("recipient-uri"),
                        root.text("original-recipient-uri"),
                        root.text("subject"),
                        kind,
                        status);
            }
        }
        throw new CpimException("A document of a notification tells nothing.");
    }

    /** As it goes over the wire. */
    public byte[] encode() {
        return Xml.write(NAMESPACE, "imdn", writer -> {
            Xml.element(writer, "message-id", messageId);
            Xml.element(writer, "datetime", dateTime);
            if (recipientUri.isPresent()) {
                Xml.element(writer, "recipient-uri", recipientUri.get());
            }
            if (originalRecipientUri.isPresent()) {
                Xml.element(writer, "original-recipient-uri", originalRecipientUri.get());
            }
            if (subject.isPresent()) {
                Xml.element(writer, "subject", subject.get());
            }
            writer.writeStartElement(kind.element());
            writer.writeStartElement("status");
            writer.writeEmptyElement(status.element());
            writer.writeEndElement();
            writer.writeEndElement();
        });
    }
}

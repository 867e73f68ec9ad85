package org.voxpost.cpim;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the sender of a message wants to hear of it (RFC 5438 §6).
 *
 * @param message the message that asks
 * @param messageId as its sender calls it
 * @param wishes not empty
 */
public record ImdnRequest(CpimMessage message, String messageId, Set<Wish> wishes) {

    /** What may be wanted; values that RFC 5438 does not have are left out. */
    public enum Wish {
        POSITIVE_DELIVERY,
        NEGATIVE_DELIVERY,
        PROCESSING,
        DISPLAY;

        private String token() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public ImdnRequest {
        wishes = Set.copyOf(wishes);
    }

    /** Empty where nothing is asked for, or nobody could be told, and for what is a notification itself (RFC 5438 §7.2.1). */
    public static Optional<ImdnRequest> of(CpimMessage message) {
        Optional<String> id = message.first(CpimHeader.IMDN, "Message-ID")
                .map(CpimHeader::text)
                .filter(text -> !text.isBlank());
        EnumSet<Wish> wishes = EnumSet.noneOf(Wish.class);
        for (CpimHeader header : message.all(CpimHeader.IMDN, "Disposition-Notification")) {
            for (String item : header.text().split(",", -1)) {
                String token = item.split(";", 2)[0].strip();
                Arrays.stream(Wish.values())
                        .filter(wish -> wish.token().equalsIgnoreCase(token))
                        .forEach(wishes::add);
            }
        }
        boolean answerable = id.isPresent() && message.from().isPresent() && !message.isNotification();
        return answerable && !wishes.isEmpty()
                ? Optional.of(new ImdnRequest(message, id.get(), wishes))
                : Optional.empty();
    }

    /** Whether its sender wants to be told this. Refusals and errors are wanted by who wants anything of that kind. */
    public boolean wants(Imdn.Kind kind, Imdn.Status status) {
        return switch (kind) {
                    case DELIVERY ->
                        wishes.contains(
                                status == Imdn.Status.DELIVERED ? Wish.POSITIVE_DELIVERY : Wish.NEGATIVE_DELIVERY);
                    case PROCESSING -> wishes.contains(Wish.PROCESSING);
                    case DISPLAY -> wishes.contains(Wish.DISPLAY);
                }
                && status.isOf(kind);
    }

    /** What became of the message. */
    public Imdn imdn(Imdn.Kind kind, Imdn.Status status) {
        return new Imdn(
                messageId,
                message.first(CpimHeader.CORE, "DateTime").map(CpimHeader::text).orElse(""),
                message.to().stream().findFirst().map(CpimAddress::uri),
                message.first(CpimHeader.IMDN, "Original-To")
                        .flatMap(header -> CpimAddress.read(header.written()))
                        .map(CpimAddress::uri),
                message.subject(),
                kind,
                status);
    }

    /**
     * The message that tells its sender so (RFC 5438 §7.2.1): from whom it was sent to, to whom it was from, by the way that it records.
     *
     * @param id of the new message; must not be guessable (RFC 5438 §6.3: 64 bits of randomness)
     * @param at when it is sent
     */
    public CpimMessage notification(Imdn.Kind kind, Imdn.Status status, String id, OffsetDateTime at) {
        List<CpimHeader> headers = new ArrayList<>();
        message.to().stream().findFirst().ifPresent(to -> headers.add(CpimHeader.of("From", to)));
        message.from().ifPresent(from -> headers.add(CpimHeader.of("To", from)));
        headers.add(CpimHeader.of("DateTime", Times.write(at)));
        headers.add(CpimHeader.imdn("Message-ID", id));
        for (CpimHeader hop : message.all(CpimHeader.IMDN, "IMDN-Record-Route")) {
            headers.add(new CpimHeader("imdn", CpimHeader.IMDN, "IMDN-Route", Optional.empty(), hop.written()));
        }
        byte[] document = imdn(kind, status).encode();
        return CpimMessage.of(
                headers,
                List.of(
                        new ContentHeader("Content-Type", Imdn.MEDIA_TYPE),
                        new ContentHeader("Content-Disposition", "notification"),
                        new ContentHeader("Content-Length", Integer.toString(document.length))),
                document);
    }
}

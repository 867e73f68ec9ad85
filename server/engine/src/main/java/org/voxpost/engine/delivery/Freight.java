package org.voxpost.engine.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.voxpost.engine.transfer.Parcel;
import org.voxpost.media.Fetched;
import org.voxpost.media.HashAlgorithm;
import org.voxpost.media.MediaException;
import org.voxpost.media.MediaUri;
import org.voxpost.msml.dialog.MediaTypes;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MimeHeader;
import org.voxpost.sdp.FileSelector;
import org.voxpost.sdp.Hash;

/**
 * What is inside a parcel once it was opened: the messages to send, and for a recording the file that it is.
 *
 * @param file the open source, closed by whoever holds the freight; absent for messages of the script
 * @param selector how the offer names the file (RFC 5547 §6)
 */
record Freight(List<MessageContent> messages, Optional<Fetched> file, Optional<FileSelector> selector, String sha256) {

    long octets() {
        return messages.stream().mapToLong(message -> message.body().length()).sum();
    }

    /** The types that the far end has to accept. */
    List<String> types() {
        return messages.stream().map(MessageContent::contentType).distinct().toList();
    }

    long largest() {
        return messages.stream()
                .mapToLong(message -> message.body().length())
                .max()
                .orElse(0);
    }

    /** What is sent when the far end has the first octets of the file already. */
    List<MessageContent> messagesFrom(long start, Executor blocking) {
        return start == 0 || file.isEmpty()
                ? messages
                : List.of(messages.getFirst().withBody(new FetchedBody(file.get(), start, blocking)));
    }

    /** This, or CHANGED when the recording is no longer what was opened. */
    Freight checkedUnchanged() throws MediaException {
        if (file.isPresent()) {
            file.get().checkUnchanged();
        }
        return this;
    }

    void close() {
        file.ifPresent(Fetched::close);
    }

    /** Opens the content; blocks until an HTTP source is in the spool and hashes are known. */
    static Freight open(Parcel parcel, Optional<String> offeredName, Couriers couriers) throws MediaException {
        return switch (parcel.content()) {
            case Parcel.Content.Messages(String ignored, List<Parcel.Message> messages) -> text(messages);
            case Parcel.Content.Recording(String source) ->
                recording(parcel, MediaUri.parse(source), offeredName, couriers);
        };
    }

    private static Freight text(List<Parcel.Message> messages) {
        List<MessageContent> contents = new ArrayList<>();
        for (Parcel.Message message : messages) {
            List<MimeHeader> headers = new ArrayList<>();
            message.contentId().ifPresent(id -> headers.add(new MimeHeader("Content-ID", "<" + id + ">")));
            message.disposition().ifPresent(text -> headers.add(new MimeHeader("Content-Disposition", text)));
            contents.add(MessageContent.of(message.contentType(), message.text().getBytes(StandardCharsets.UTF_8))
                    .withMimeHeaders(headers));
        }
        return new Freight(contents, Optional.empty(), Optional.empty(), "");
    }

    private static Freight recording(Parcel parcel, MediaUri source, Optional<String> offeredName, Couriers couriers)
            throws MediaException {
        Fetched file = couriers.fetch(source, parcel);
        boolean opened = false;
        try {
            String type = parcel.contentType()
                    .or(() -> file.contentType().filter(MediaTypes::isMediaType))
                    .orElse(couriers.terms().fallbackType());
            String sha256 = file.hash(HashAlgorithm.SHA_256).hex();
            // RFC 5547 §6: SHA-1 is the one that every implementation knows.
            Hash sha1 = hash("sha-1", file.hash(HashAlgorithm.SHA_1).hex());
            FileSelector selector = FileSelector.of(
                    lastSegment(offeredName.orElseGet(file::name)), type, file.length(), sha1, hash("sha-256", sha256));
            MessageContent content = MessageContent.of(type, new FetchedBody(file, 0, couriers.blocking()));
            opened = true;
            return new Freight(List.of(content), Optional.of(file), Optional.of(selector), sha256);
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    private static Hash hash(String algorithm, String hex) {
        return Hash.of(algorithm, HexFormat.of().parseHex(hex));
    }

    /** A directory of ours means nothing to the far end; RFC 5547 §6 asks for a name without one. */
    private static String lastSegment(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return last.isEmpty() ? "file" : last;
    }
}

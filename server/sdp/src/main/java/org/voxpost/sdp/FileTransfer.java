package org.voxpost.sdp;

import java.util.Optional;
import java.util.OptionalLong;

/** The attributes of RFC 5547 §6 that are one token: a=file-transfer-id and a=file-disposition. */
public final class FileTransfer {
    public static final String ID = "file-transfer-id";
    public static final String RENDER = "render";
    public static final String ATTACHMENT = "attachment";

    private static final String KEPT = "voxpost-file-kept";

    private FileTransfer() {}

    /** The id of the transfer: a new one asks for a new transfer, the same one goes on with the old (RFC 5547 §8). */
    public static Optional<String> idIn(MediaDescription media) {
        return token(ID, media);
    }

    /** What is to be done with the file: {@link #RENDER}, {@link #ATTACHMENT} or another token. */
    public static Optional<String> dispositionIn(MediaDescription media) {
        return token("file-disposition", media);
    }

    /**
     * Octets of the offered file that the answerer has from an earlier transfer, from the first one on. An attribute of our own, which others
     * ignore (RFC 8866 §5.13); empty where it is none or no number.
     */
    public static OptionalLong keptIn(MediaDescription media) {
        long octets = media.attribute(KEPT)
                .map(attribute -> Text.digits(attribute.text()))
                .orElse(-1L);
        return octets < 0 ? OptionalLong.empty() : OptionalLong.of(octets);
    }

    /** What {@link #keptIn} reads. */
    public static Attribute kept(long octets) {
        return Attribute.of(KEPT, Long.toString(octets));
    }

    /** @param id a token of our own making */
    public static Attribute id(String id) {
        return Attribute.of(ID, Text.token(id));
    }

    public static Attribute disposition(String disposition) {
        return Attribute.of("file-disposition", Text.token(disposition));
    }

    private static Optional<String> token(String name, MediaDescription media) {
        return media.attribute(name).map(Attribute::text).filter(Text::isWord);
    }
}

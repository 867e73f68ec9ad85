package org.voxpost.sdp;

import java.util.Optional;

/** The attributes of RFC 5547 §6 that are one token: a=file-transfer-id and a=file-disposition. */
public final class FileTransfer {
    public static final String RENDER = "render";
    public static final String ATTACHMENT = "attachment";

    private FileTransfer() {}

    /** The id of the transfer: a new one asks for a new transfer, the same one goes on with the old (RFC 5547 §8). */
    public static Optional<String> idIn(MediaDescription media) {
        return token("file-transfer-id", media);
    }

    /** What is to be done with the file: {@link #RENDER}, {@link #ATTACHMENT} or another token. */
    public static Optional<String> dispositionIn(MediaDescription media) {
        return token("file-disposition", media);
    }

    /** @param id a token of our own making */
    public static Attribute id(String id) {
        return Attribute.of("file-transfer-id", Text.token(id));
    }

    public static Attribute disposition(String disposition) {
        return Attribute.of("file-disposition", Text.token(disposition));
    }

    private static Optional<String> token(String name, MediaDescription media) {
        return media.attribute(name).map(Attribute::text).filter(Text::isWord);
    }
}

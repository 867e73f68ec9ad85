package org.voxpost.app.receive;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.AnnouncedFile;
import org.voxpost.media.ContentHash;
import org.voxpost.media.ExpectedContent;
import org.voxpost.media.HashAlgorithm;
import org.voxpost.sdp.FileRange;
import org.voxpost.sdp.FileSelector;
import org.voxpost.sdp.FileTransfer;
import org.voxpost.sdp.Hash;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.SdpException;

/** What a media description says of the file that it is about (RFC 5547 §6). */
record FileOffer(FileSelector selector, Optional<String> transferId, Optional<FileRange> range) {
    static final FileOffer NONE = new FileOffer(FileSelector.EMPTY, Optional.empty(), Optional.empty());

    static FileOffer in(MediaDescription media) throws SdpException {
        return new FileOffer(
                FileSelector.in(media).orElse(FileSelector.EMPTY), FileTransfer.idIn(media), FileRange.in(media));
    }

    boolean isFile() {
        return !selector.equals(FileSelector.EMPTY);
    }

    /** As the peer wrote it; empty when it did not. */
    String name() {
        return selector.name().orElse("");
    }

    /** Bytes of the file before the range. */
    long start() {
        return range.map(FileRange::first).orElse(1L) - 1;
    }

    /** How much of what is kept is worth going on with: so much that something is left to send. */
    long worthGoingOn(long kept) {
        return selector.size().isPresent() ? Math.clamp(selector.size().getAsLong() - 1, 0, kept) : 0;
    }

    /** Whether both cannot be of the same file. A selector may come to say more, or less (RFC 5547 §8.1). */
    boolean contradicts(FileOffer other) {
        ContentHash mine = hash();
        ContentHash theirs = other.hash();
        boolean otherSize = selector.size().isPresent()
                && other.selector.size().isPresent()
                && selector.size().getAsLong() != other.selector.size().getAsLong();
        if (otherSize) {
            return true;
        }
        boolean comparable = mine != null && theirs != null && mine.algorithm() == theirs.algorithm();
        return comparable ? !Objects.equals(mine, theirs) : !selector.name().equals(other.selector.name());
    }

    boolean reachesTheEnd() {
        return range.isEmpty()
                || range.get().last().isEmpty()
                || range.get().last().equals(selector.size());
    }

    ExpectedContent expected() {
        ExpectedContent expected = ExpectedContent.nothing();
        if (selector.size().isPresent()) {
            expected = expected.withSize(selector.size().getAsLong());
        }
        ContentHash hash = hash();
        return hash == null ? expected : expected.withHash(hash);
    }

    /** What this sender's file is known by, if size and a hash that we can make are said. */
    Optional<AnnouncedFile> announced(String sender) {
        ContentHash hash = hash();
        return hash == null || selector.size().isEmpty()
                ? Optional.empty()
                : Optional.of(new AnnouncedFile(sender, name(), selector.size().getAsLong(), hash));
    }

    private @Nullable ContentHash hash() {
        ContentHash sha1 = null;
        for (Hash hash : selector.hashes()) {
            switch (hash.algorithm()) {
                case "sha-256" -> {
                    return new ContentHash(HashAlgorithm.SHA_256, hash.hex());
                }
                case "sha-1" -> sha1 = new ContentHash(HashAlgorithm.SHA_1, hash.hex());
                default -> {
                    // A hash that we cannot make says nothing to us.
                }
            }
        }
        return sha1;
    }
}

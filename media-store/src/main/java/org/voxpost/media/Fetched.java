package org.voxpost.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.MediaException.Reason;

/**
 * A source opened for reading: one open content gives length, hash and bytes, whatever happens to its name meanwhile.
 *
 * <p>Owned by whoever fetched it, who closes it; used by one thread at a time. Reads block on the disk. An interrupt
 * during a read closes the file: the source is of no further use.
 */
public final class Fetched implements AutoCloseable {

    private static final int BUFFER = SmallSources.LARGEST;

    private final MediaUri uri;
    private final Content content;
    private final Facts facts;
    private final Freshness freshness;
    private final Runnable release;
    private final SmallSources memory;
    private final Map<HashAlgorithm, ContentHash> hashes = new EnumMap<>(HashAlgorithm.class);
    private volatile @Nullable ByteBuffer whole;
    private boolean closed;

    /** One that is read from disk each time. */
    Fetched(MediaUri uri, FileChannel file, Facts facts, Freshness freshness, Runnable release) {
        this(uri, Content.of(file), facts, freshness, release, SmallSources.NONE);
    }

    Fetched(MediaUri uri, Content content, Facts facts, Freshness freshness, Runnable release, SmallSources memory) {
        this.uri = uri;
        this.content = content;
        this.facts = facts;
        this.freshness = freshness;
        this.release = release;
        this.memory = memory;
        if (facts.sha256() != null) {
            hashes.put(HashAlgorithm.SHA_256, facts.sha256());
        }
    }

    /** What is known of a source once it is open. */
    record Facts(
            long length,
            String version,
            @Nullable String contentType,
            @Nullable ContentHash sha256) {}

    /** Fails with CHANGED when the source no longer is what was opened. */
    @FunctionalInterface
    interface Freshness {
        void check() throws MediaException;
    }

    /** Where it came from. */
    public MediaUri uri() {
        return uri;
    }

    /** The last segment of the URI; made by the peer, so not safe as a file name. */
    public String name() {
        return uri.name();
    }

    /** Bytes, fixed when the source was opened. */
    public long length() {
        return facts.length();
    }

    /** The media type the HTTP server declared, with its parameters; files have none. */
    public Optional<String> contentType() {
        return Optional.ofNullable(facts.contentType());
    }

    /** Identifies this content at its URI, for {@link MediaStore#delete(MediaUri, String)}; at most 300 characters. */
    public String version() {
        return facts.version();
    }

    /**
     * Reads at a position until the buffer is full or the content ends.
     *
     * @param offset of the first byte, from 0
     * @return bytes read; 0 at the end or for a full buffer
     * @throws MediaException CHANGED when the file became shorter than {@link #length()}
     */
    public int read(ByteBuffer into, long offset) throws MediaException {
        int before = into.position();
        long left = facts.length() - offset;
        if (left < into.remaining()) {
            ByteBuffer last = into.slice(before, (int) Math.max(0, left));
            int read = fill(last, offset);
            into.position(before + read);
            return read;
        }
        return fill(into, offset);
    }

    /** Whether reads no longer touch the disk: so it is with a small source whose content was hashed. */
    public boolean inMemory() {
        return whole != null;
    }

    private int fill(ByteBuffer into, long offset) throws MediaException {
        ByteBuffer all = whole;
        if (all != null) {
            int read = into.remaining();
            into.put(all.slice((int) offset, read));
            return read;
        }
        int total = 0;
        try {
            while (into.hasRemaining()) {
                int read = content.read(into, offset + total);
                if (read < 0) {
                    throw new MediaException(Reason.CHANGED, "became shorter while it was read: " + uri.text());
                }
                total += read;
            }
            return total;
        } catch (ClosedByInterruptException e) {
            throw new MediaException(Reason.CANCELLED, "reading was cancelled: " + uri.text());
        } catch (IOException e) {
            throw new MediaException("reading failed: " + uri.text(), e);
        }
    }

    /**
     * The content from its first byte, for one reader. Used by the thread that uses this source; closing it closes nothing, and what
     * {@link #read} says with a {@link MediaException} is the cause of its {@link IOException}.
     */
    public InputStream stream() {
        return Channels.newInputStream(new FetchedBytes(this));
    }

    /** The digest of the whole content. Known at once for SHA-256 of an HTTP source; else the content is read once, for all digests. */
    public ContentHash hash(HashAlgorithm algorithm) throws MediaException {
        ContentHash known = hashes.get(algorithm);
        return known == null ? hashAll(algorithm) : known;
    }

    private ContentHash hashAll(HashAlgorithm wanted) throws MediaException {
        Map<HashAlgorithm, MessageDigest> digests = new EnumMap<>(HashAlgorithm.class);
        for (HashAlgorithm algorithm : HashAlgorithm.values()) {
            if (!hashes.containsKey(algorithm)) {
                digests.put(algorithm, algorithm.digest());
            }
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, facts.length()));
        for (long at = 0; at < facts.length(); ) {
            at += read(buffer.clear(), at);
            buffer.flip();
            digests.values().forEach(digest -> digest.update(buffer.duplicate()));
        }
        if (memory.take(facts.length())) {
            whole = buffer;
        }
        digests.forEach((algorithm, digest) -> hashes.put(algorithm, ContentHash.of(algorithm, digest.digest())));
        return Objects.requireNonNull(hashes.get(wanted));
    }

    /**
     * Checks that the open file was not written to: same length and modification time. A file that was replaced or removed
     * under its name stays whole for us, and {@link MediaStore#delete(MediaUri, String)} spares its successor. Call it after the last
     * byte went out and before the outcome is decided.
     *
     * @throws MediaException CHANGED
     */
    public void checkUnchanged() throws MediaException {
        freshness.check();
    }

    /** Closes the file; what was pulled into the spool for this source alone is removed. May be called twice. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (whole != null) {
            whole = null;
            memory.give();
        }
        try {
            content.close();
        } catch (IOException e) {
            SpoolLog.closingFailed(uri.text(), e);
        } finally {
            release.run();
        }
    }
}

package org.voxpost.media;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.io.input.BoundedInputStream;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.Fetched.Facts;
import org.voxpost.media.MediaException.Reason;

/** Media that live as long as the process: for tests and demonstrations. */
final class MemoryMedia implements Backend<MediaUri.Memory> {

    private final MemorySettings settings;
    private final long maxBytes;
    private final Map<String, Stored> stored = new HashMap<>();
    private long bytes;
    private long versions;

    MemoryMedia(MemorySettings settings, long maxBytes) {
        this.settings = settings;
        this.maxBytes = Math.min(maxBytes, settings.maxBytes());
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Stored(byte[] content, String version) {}

    @Override
    public Fetched fetch(MediaUri.Memory source, FetchTerms terms, @Nullable String id) throws MediaException {
        checkServed(source);
        Stored found = there(source);
        byte[] content = found.content();
        if (content.length > terms.maxBytes()) {
            throw new MediaException(
                    Reason.TOO_LARGE, content.length + " bytes are more than allowed: " + source.text());
        }
        return new Fetched(
                source,
                Content.of(content),
                new Facts(content.length, found.version(), null, null),
                () -> {},
                () -> {},
                SmallSources.NONE);
    }

    private synchronized Stored there(MediaUri.Memory uri) throws MediaException {
        Stored found = stored.get(uri.name());
        if (found == null) {
            throw new MediaException(Reason.NOT_FOUND, "no such content: " + uri.text());
        }
        return found;
    }

    @Override
    public synchronized void delete(MediaUri.Memory uri, @Nullable String version) throws MediaException {
        checkDeletable(uri);
        Stored found = there(uri);
        if (version != null && !version.equals(found.version())) {
            throw new MediaException(Reason.CHANGED, "another content has taken its place: " + uri.text());
        }
        stored.remove(uri.name());
        bytes -= found.content().length;
    }

    @Override
    public void checkDeletable(MediaUri.Memory uri) throws MediaException {
        checkServed(uri);
        if (!settings.deletable()) {
            throw new MediaException(Reason.NOT_DELETABLE, "deletion is not configured: " + uri.text());
        }
    }

    @Override
    public long write(InputStream content, MediaUri.Memory destination, WriteMode mode) throws MediaException {
        checkServed(destination);
        if (!settings.writable()) {
            throw new MediaException(Reason.FORBIDDEN, "writing is not configured: " + destination.text());
        }
        byte[] octets;
        try {
            octets = BoundedInputStream.builder()
                    .setInputStream(content)
                    .setMaxCount(maxBytes + 1)
                    .setPropagateClose(false)
                    .get()
                    .readAllBytes();
        } catch (IOException e) {
            throw Disk.failure("reading the content", destination.text(), e);
        }
        put(octets, destination, mode);
        return octets.length;
    }

    private synchronized void put(byte[] octets, MediaUri.Memory destination, WriteMode mode) throws MediaException {
        Stored old = stored.get(destination.name());
        if (old != null && mode == WriteMode.CREATE) {
            throw new MediaException(Reason.EXISTS, "exists already: " + destination.text());
        }
        byte[] before = old != null && mode == WriteMode.APPEND ? old.content() : new byte[0];
        long length = (long) before.length + octets.length;
        if (length > maxBytes) {
            throw new MediaException(Reason.TOO_LARGE, "more than " + maxBytes + " bytes for " + destination.text());
        }
        long after = bytes + length - (old == null ? 0 : old.content().length);
        if (after > settings.maxBytes()) {
            throw new MediaException(Reason.NO_SPACE, "no room in memory: " + destination.text());
        }
        byte[] whole = Arrays.copyOf(before, (int) length);
        System.arraycopy(octets, 0, whole, before.length, octets.length);
        stored.put(destination.name(), new Stored(whole, "memory " + ++versions));
        bytes = after;
    }

    private void checkServed(MediaUri.Memory uri) throws MediaException {
        if (settings.maxBytes() == 0) {
            throw new MediaException(Reason.FORBIDDEN, "memory is not configured: " + uri.text());
        }
    }
}

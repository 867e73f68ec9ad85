package org.voxpost.media;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.io.IOUtils;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.Fetched.Facts;

/**
 * What was pulled and may be used again after the server confirmed it (RFC 9111 §4.3). Nothing is used unconfirmed. The
 * entry used longest ago goes first.
 */
final class PulledCache {

    private final CacheSettings settings;
    private final Spool spool;
    private final Map<URI, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    PulledCache(CacheSettings settings, Spool spool) {
        this.settings = settings;
        this.spool = spool;
    }

    /**
     * @param target that answered, after redirects: only it knows the validator
     */
    record Entry(URI target, Validator validator, Path file, Facts facts) {}

    /** An entry with its file open, so that it cannot vanish while the server is asked; its owner closes the file. */
    record Hit(Entry entry, FileChannel content) implements AutoCloseable {
        @Override
        public void close() {
            IOUtils.closeQuietly(content);
        }
    }

    synchronized @Nullable Hit find(URI asked) {
        Entry entry = entries.get(asked);
        if (entry == null) {
            return null;
        }
        try {
            FileChannel content = FileChannel.open(entry.file(), StandardOpenOption.READ);
            if (content.size() == entry.facts().length()) {
                return new Hit(entry, content);
            }
            content.close();
        } catch (IOException e) {
            SpoolLog.cachedFileLost(entry.file(), e);
        }
        forget(asked);
        return null;
    }

    /** Takes the file over, or declines: then it stays the caller's. */
    synchronized boolean keep(URI asked, Entry entry) {
        if (settings.maxEntries() == 0 || entry.facts().length() > settings.maxBytes()) {
            return false;
        }
        forget(asked);
        spool.markCached(entry.file());
        entries.put(asked, entry);
        bytes += entry.facts().length();
        while (bytes > settings.maxBytes() || entries.size() > settings.maxEntries()) {
            forget(entries.keySet().iterator().next());
        }
        return true;
    }

    synchronized void forget(URI asked) {
        Entry gone = entries.remove(asked);
        if (gone != null) {
            bytes -= gone.facts().length();
            spool.remove(gone.file());
        }
    }

    synchronized void clear() {
        entries.values().forEach(entry -> spool.remove(entry.file()));
        entries.clear();
        bytes = 0;
    }
}

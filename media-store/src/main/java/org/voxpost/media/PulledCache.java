package org.voxpost.media;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.io.IOUtils;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.Fetched.Facts;

/**
 * What was pulled and may be used again: while it is fresh, or after the server confirmed it (RFC 9111 §4.2, §4.3). The entry used
 * longest ago goes first. A file that is not as it was taken in is not used.
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
     * @param freshUntil on the clock of {@link System#nanoTime}
     */
    record Entry(URI target, Validator validator, Path file, Facts facts, long freshUntil) {
        boolean fresh() {
            return System.nanoTime() - freshUntil < 0;
        }

        Entry confirmed(Duration fresh) {
            return new Entry(target, validator, file, facts, System.nanoTime() + fresh.toNanos());
        }
    }

    /** An entry with its file open, so that it cannot vanish while the server is asked; its owner closes the file. */
    record Hit(Entry entry, FileChannel content) implements AutoCloseable {
        @Override
        public void close() {
            IOUtils.closeQuietly(content);
        }
    }

    @Nullable
    Hit find(URI asked) {
        Entry entry = look(asked);
        if (entry == null) {
            return null;
        }
        FileChannel content = null;
        try {
            content = FileChannel.open(entry.file(), StandardOpenOption.READ);
            Facts facts = entry.facts();
            if (content.size() == facts.length()
                    && FileHash.of(content, facts.length()).equals(facts.sha256())) {
                return new Hit(entry, content);
            }
            SpoolLog.cachedFileChanged(entry.file());
        } catch (IOException e) {
            SpoolLog.cachedFileLost(entry.file(), e);
        }
        IOUtils.closeQuietly(content);
        forget(asked, entry);
        return null;
    }

    private synchronized @Nullable Entry look(URI asked) {
        return entries.get(asked);
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

    Duration longestFresh() {
        return settings.longestFresh();
    }

    /** The server said that an entry still holds (RFC 9111 §4.3.4). */
    synchronized void confirm(URI asked, Entry entry, Duration fresh) {
        entries.replace(asked, entry, entry.confirmed(fresh));
    }

    /** Unless another has taken its place. */
    private synchronized void forget(URI asked, Entry entry) {
        if (entry.equals(entries.get(asked))) {
            forget(asked);
        }
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

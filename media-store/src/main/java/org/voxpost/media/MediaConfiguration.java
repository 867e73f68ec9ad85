package org.voxpost.media;

import java.nio.file.Path;
import java.util.List;

/**
 * What the store may touch. Roots are canonicalised once, when the store opens, and must be directories by then.
 *
 * @param mediaRoot where relative URIs start ({@code file://a/b}); readable without being listed again
 * @param readableRoots sources are read under these only
 * @param writableRoots destinations are written under these only
 * @param deletableRoots files are deleted under these only
 * @param spool directory for what is pulled from remote sources; private to this process
 * @param spoolReserve bytes that the spool leaves free on its file system; a pull that would touch them fails
 * @param maxBytes the largest content fetched or written
 * @param http how HTTP sources are reached
 * @param cache what is kept of them
 */
public record MediaConfiguration(
        Path mediaRoot,
        List<Path> readableRoots,
        List<Path> writableRoots,
        List<Path> deletableRoots,
        Path spool,
        long spoolReserve,
        long maxBytes,
        HttpSettings http,
        CacheSettings cache) {

    public MediaConfiguration {
        readableRoots = List.copyOf(readableRoots);
        writableRoots = List.copyOf(writableRoots);
        deletableRoots = List.copyOf(deletableRoots);
        Bounds.atLeast("spoolReserve", spoolReserve, 0);
        Bounds.atLeast("maxBytes", maxBytes, 1);
    }

    /** One root for reading, nothing writable or deletable, no HTTP host allowed, 64 MiB reserve, 1 GiB per medium. */
    public static MediaConfiguration reading(Path mediaRoot, Path spool) {
        return new MediaConfiguration(
                mediaRoot,
                List.of(),
                List.of(),
                List.of(),
                spool,
                64L << 20,
                1L << 30,
                HttpSettings.denyAll(),
                CacheSettings.standard());
    }

    public MediaConfiguration withReadable(Path... roots) {
        return new MediaConfiguration(
                mediaRoot, List.of(roots), writableRoots, deletableRoots, spool, spoolReserve, maxBytes, http, cache);
    }

    public MediaConfiguration withWritable(Path... roots) {
        return new MediaConfiguration(
                mediaRoot, readableRoots, List.of(roots), deletableRoots, spool, spoolReserve, maxBytes, http, cache);
    }

    public MediaConfiguration withDeletable(Path... roots) {
        return new MediaConfiguration(
                mediaRoot, readableRoots, writableRoots, List.of(roots), spool, spoolReserve, maxBytes, http, cache);
    }

    public MediaConfiguration withHttp(HttpSettings settings) {
        return new MediaConfiguration(
                mediaRoot,
                readableRoots,
                writableRoots,
                deletableRoots,
                spool,
                spoolReserve,
                maxBytes,
                settings,
                cache);
    }

    public MediaConfiguration withCache(CacheSettings settings) {
        return new MediaConfiguration(
                mediaRoot, readableRoots, writableRoots, deletableRoots, spool, spoolReserve, maxBytes, http, settings);
    }

    public MediaConfiguration withLimits(long reserve, long largest) {
        return new MediaConfiguration(
                mediaRoot, readableRoots, writableRoots, deletableRoots, spool, reserve, largest, http, cache);
    }
}

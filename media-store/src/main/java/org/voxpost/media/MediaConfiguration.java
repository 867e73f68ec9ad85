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
 * @param s3 storages that {@code s3:} URIs mean; the first that serves a bucket counts
 * @param memory what may be in memory
 * @param disk when the disks of spool and roots count as full
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
        CacheSettings cache,
        List<S3Store> s3,
        MemorySettings memory,
        DiskSettings disk) {

    public MediaConfiguration {
        readableRoots = List.copyOf(readableRoots);
        writableRoots = List.copyOf(writableRoots);
        deletableRoots = List.copyOf(deletableRoots);
        s3 = List.copyOf(s3);
        Bounds.atLeast("spoolReserve", spoolReserve, 0);
        Bounds.atLeast("maxBytes", maxBytes, 1);
    }

    /** One root for reading, nothing writable or deletable, no server to be reached, 64 MiB reserve, 1 GiB per medium. */
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
                CacheSettings.standard(),
                List.of(),
                MemorySettings.off(),
                DiskSettings.standard());
    }

    public MediaConfiguration withReadable(Path... roots) {
        return new MediaConfiguration(
                mediaRoot,
                List.of(roots),
                writableRoots,
                deletableRoots,
                spool,
                spoolReserve,
                maxBytes,
                http,
                cache,
                s3,
                memory,
                disk);
    }

    public MediaConfiguration withWritable(Path... roots) {
        return new MediaConfiguration(
                mediaRoot,
                readableRoots,
                List.of(roots),
                deletableRoots,
                spool,
                spoolReserve,
                maxBytes,
                http,
                cache,
                s3,
                memory,
                disk);
    }

    public MediaConfiguration withDeletable(Path... roots) {
        return new MediaConfiguration(
                mediaRoot,
                readableRoots,
                writableRoots,
                List.of(roots),
                spool,
                spoolReserve,
                maxBytes,
                http,
                cache,
                s3,
                memory,
                disk);
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
                cache,
                s3,
                memory,
                disk);
    }

    public MediaConfiguration withCache(CacheSettings settings) {
        return new MediaConfiguration(
                mediaRoot,
                readableRoots,
                writableRoots,
                deletableRoots,
                spool,
                spoolReserve,
                maxBytes,
                http,
                settings,
                s3,
                memory,
                disk);
    }

    public MediaConfiguration withLimits(long reserve, long largest) {
        return new MediaConfiguration(
                mediaRoot,
                readableRoots,
                writableRoots,
                deletableRoots,
                spool,
                reserve,
                largest,
                http,
                cache,
                s3,
                memory,
                disk);
    }

    public MediaConfiguration withS3(S3Store... stores) {
        return new MediaConfiguration(
                mediaRoot,
                readableRoots,
                writableRoots,
                deletableRoots,
                spool,
                spoolReserve,
                maxBytes,
                http,
                cache,
                List.of(stores),
                memory,
                disk);
    }

    public MediaConfiguration withMemory(MemorySettings settings) {
        return new MediaConfiguration(
                mediaRoot,
                readableRoots,
                writableRoots,
                deletableRoots,
                spool,
                spoolReserve,
                maxBytes,
                http,
                cache,
                s3,
                settings,
                disk);
    }

    public MediaConfiguration withDisk(DiskSettings settings) {
        return new MediaConfiguration(
                mediaRoot,
                readableRoots,
                writableRoots,
                deletableRoots,
                spool,
                spoolReserve,
                maxBytes,
                http,
                cache,
                s3,
                memory,
                settings);
    }
}

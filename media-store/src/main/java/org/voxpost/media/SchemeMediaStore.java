package org.voxpost.media;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.MediaException.Reason;

/** Sends each call to the back end of the URI's scheme. */
final class SchemeMediaStore implements MediaStore {

    private final Spool spool;
    private final JobSpool jobs;
    private final DiskWatch disk;
    private final LocalFiles files;
    private final HttpMedia http;
    private final S3Media s3;
    private final MemoryMedia memory;

    private SchemeMediaStore(
            Spool spool,
            JobSpool jobs,
            DiskWatch disk,
            LocalFiles files,
            HttpMedia http,
            S3Media s3,
            MemoryMedia memory) {
        this.spool = spool;
        this.jobs = jobs;
        this.disk = disk;
        this.files = files;
        this.http = http;
        this.s3 = s3;
        this.memory = memory;
    }

    static MediaStore open(MediaConfiguration configuration) throws MediaException {
        return open(configuration, SystemDefaultDnsResolver.INSTANCE, SpoolDisk.Local.DISK);
    }

    static MediaStore open(MediaConfiguration configuration, DnsResolver names, SpoolDisk disk) throws MediaException {
        Roots mediaRoot = Roots.of("media root", configuration.mediaRoot());
        Roots readable = mediaRoot.and(Roots.of("readable root", configuration.readableRoots()));
        Roots writable = Roots.of("writable root", configuration.writableRoots());
        Roots deletable = Roots.of("deletable root", configuration.deletableRoots());
        Spool spool = Spool.open(configuration.spool(), configuration.spoolReserve(), disk);
        try {
            JobSpool jobs = spool.jobs();
            LocalPaths paths = new LocalPaths(configuration.mediaRoot());
            return new SchemeMediaStore(
                    spool,
                    jobs,
                    DiskWatch.start(configuration.disk(), watched(configuration)),
                    new LocalFiles(paths, readable, writable, deletable, spool, configuration.maxBytes()),
                    new HttpMedia(configuration, spool, jobs, names),
                    new S3Media(configuration, spool, jobs, names),
                    new MemoryMedia(configuration.memory(), configuration.maxBytes()));
        } catch (MediaException | RuntimeException e) {
            spool.close();
            throw e;
        }
    }

    private static List<Path> watched(MediaConfiguration configuration) {
        return Stream.concat(Stream.of(configuration.spool()), configuration.writableRoots().stream())
                .toList();
    }

    @Override
    public Fetched fetch(MediaUri source, FetchTerms terms) throws MediaException {
        return fetchFrom(source, terms, null);
    }

    @Override
    public Fetched fetch(MediaUri source, FetchTerms terms, String id) throws MediaException {
        return switch (source) {
            case MediaUri.File _, MediaUri.Memory _ -> fetchFrom(source, terms, id);
            case MediaUri.Http _, MediaUri.S3 _ -> {
                Fetched there = held(source, terms, id);
                yield there == null ? fetchFrom(source, terms, id) : there;
            }
        };
    }

    private Fetched fetchFrom(MediaUri source, FetchTerms terms, @Nullable String id) throws MediaException {
        return switch (source) {
            case MediaUri.File file -> files.fetch(file, terms, id);
            case MediaUri.Http remote -> http.fetch(remote, terms, id);
            case MediaUri.S3 object -> s3.fetch(object, terms, id);
            case MediaUri.Memory name -> memory.fetch(name, terms, id);
        };
    }

    /** What the spool has already is not pulled again. */
    private @Nullable Fetched held(MediaUri source, FetchTerms terms, String id) throws MediaException {
        try {
            Fetched there = jobs.open(id);
            if (there.uri().equals(source) && there.length() <= terms.maxBytes()) {
                return there;
            }
            there.close();
        } catch (MediaException e) {
            if (e.reason() == Reason.CORRUPT) {
                SpoolLog.corrupt(id);
                jobs.remove(id);
            } else if (e.reason() != Reason.NOT_FOUND) {
                throw e;
            }
        }
        return null;
    }

    @Override
    public JobSpool jobs() {
        return jobs;
    }

    @Override
    public DiskWatch disk() {
        return disk;
    }

    @Override
    public void delete(MediaUri uri) throws MediaException {
        remove(uri, null);
    }

    @Override
    public void delete(MediaUri uri, String version) throws MediaException {
        remove(uri, version);
    }

    private void remove(MediaUri uri, @Nullable String version) throws MediaException {
        switch (uri) {
            case MediaUri.File file -> files.delete(file, version);
            case MediaUri.Http remote -> http.delete(remote, version);
            case MediaUri.S3 object -> s3.delete(object, version);
            case MediaUri.Memory name -> memory.delete(name, version);
        }
    }

    @Override
    public void checkDeletable(MediaUri uri) throws MediaException {
        switch (uri) {
            case MediaUri.File file -> files.checkDeletable(file);
            case MediaUri.Http remote -> http.checkDeletable(remote);
            case MediaUri.S3 object -> s3.checkDeletable(object);
            case MediaUri.Memory name -> memory.checkDeletable(name);
        }
    }

    @Override
    public long copy(MediaUri source, MediaUri destination, WriteMode mode, FetchTerms terms) throws MediaException {
        try (Fetched fetched = fetch(source, terms)) {
            return write(fetched.stream(), destination, mode);
        }
    }

    @Override
    public long move(MediaUri source, MediaUri destination, WriteMode mode, FetchTerms terms) throws MediaException {
        checkDeletable(source);
        try (Fetched fetched = fetch(source, terms)) {
            long moved = write(fetched.stream(), destination, mode);
            fetched.checkUnchanged();
            delete(source, fetched.version());
            return moved;
        }
    }

    @Override
    public long write(InputStream content, MediaUri destination, WriteMode mode) throws MediaException {
        return switch (destination) {
            case MediaUri.File file -> files.write(content, file, mode);
            case MediaUri.Http remote -> http.write(content, remote, mode);
            case MediaUri.S3 object -> s3.write(content, object, mode);
            case MediaUri.Memory name -> memory.write(content, name, mode);
        };
    }

    @Override
    public SpoolInventory inventory() throws MediaException {
        return spool.inventory();
    }

    @Override
    public void close() {
        disk.close();
        http.close();
        s3.close();
        spool.close();
    }
}

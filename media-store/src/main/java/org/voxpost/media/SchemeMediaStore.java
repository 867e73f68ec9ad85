package org.voxpost.media;

import java.io.InputStream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.MediaException.Reason;

/** Sends each call to the back end of the URI's scheme. */
final class SchemeMediaStore implements MediaStore {

    private final Spool spool;
    private final JobSpool jobs;
    private final LocalFiles files;
    private final HttpMedia http;

    private SchemeMediaStore(Spool spool, JobSpool jobs, LocalFiles files, HttpMedia http) {
        this.spool = spool;
        this.jobs = jobs;
        this.files = files;
        this.http = http;
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
        JobSpool jobs = spool.jobs();
        LocalPaths paths = new LocalPaths(configuration.mediaRoot());
        return new SchemeMediaStore(
                spool,
                jobs,
                new LocalFiles(paths, readable, writable, deletable, spool, configuration.maxBytes()),
                new HttpMedia(configuration, spool, jobs, names));
    }

    @Override
    public Fetched fetch(MediaUri source, FetchTerms terms) throws MediaException {
        return switch (source) {
            case MediaUri.File file -> files.fetch(file, terms);
            case MediaUri.Http remote -> http.fetch(remote, terms);
        };
    }

    @Override
    public Fetched fetch(MediaUri source, FetchTerms terms, String id) throws MediaException {
        return switch (source) {
            case MediaUri.File file -> files.fetch(file, terms);
            case MediaUri.Http remote -> held(source, terms, id, () -> http.fetch(remote, terms, id));
        };
    }

    /** What the spool has already is not pulled again. */
    private Fetched held(MediaUri source, FetchTerms terms, String id, Pull pull) throws MediaException {
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
        return pull.run();
    }

    private interface Pull {
        Fetched run() throws MediaException;
    }

    @Override
    public JobSpool jobs() {
        return jobs;
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
        }
    }

    @Override
    public void checkDeletable(MediaUri uri) throws MediaException {
        switch (uri) {
            case MediaUri.File file -> files.checkDeletable(file);
            case MediaUri.Http remote -> http.checkDeletable(remote);
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
            delete(source, fetched.version());
            return moved;
        }
    }

    @Override
    public long write(InputStream content, MediaUri destination, WriteMode mode) throws MediaException {
        return switch (destination) {
            case MediaUri.File file -> files.write(content, file, mode);
            case MediaUri.Http remote ->
                throw new MediaException(Reason.FORBIDDEN, "not a local destination: " + remote.text());
        };
    }

    @Override
    public SpoolInventory inventory() throws MediaException {
        return spool.inventory();
    }

    @Override
    public void close() {
        http.close();
        spool.close();
    }
}

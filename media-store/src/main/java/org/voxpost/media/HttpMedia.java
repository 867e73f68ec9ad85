package org.voxpost.media;

import java.io.InputStream;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.MediaException.Reason;

/** Media on HTTP servers (RFC 9110, RFC 9111). */
final class HttpMedia implements Backend<MediaUri.Http>, AutoCloseable {

    private final HttpSettings settings;
    private final HttpSites sites;
    private final Remotes remotes;

    HttpMedia(MediaConfiguration configuration, Spool spool, JobSpool jobs, DnsResolver names) throws MediaException {
        this.settings = configuration.http();
        this.sites = new HttpSites(settings, names);
        this.remotes = new Remotes(configuration, configuration.cache(), spool, jobs, sites);
    }

    @Override
    public Fetched fetch(MediaUri.Http source, FetchTerms terms, @Nullable String id) throws MediaException {
        return remotes.fetch(source, source.target(), settings.maxRedirects(), terms, id);
    }

    @Override
    public void delete(MediaUri.Http uri, @Nullable String version) throws MediaException {
        checkDeletable(uri);
        remotes.delete(uri, uri.target(), version);
    }

    @Override
    public void checkDeletable(MediaUri.Http uri) throws MediaException {
        if (!settings.deleteAllowed() && !sites.site(uri.target()).deleteAllowed()) {
            throw new MediaException(Reason.NOT_DELETABLE, "deletion by HTTP is not configured: " + uri.text());
        }
        sites.check(uri.target());
    }

    @Override
    public long write(InputStream content, MediaUri.Http destination, WriteMode mode) throws MediaException {
        sites.check(destination.target());
        String method = switch (sites.site(destination.target()).write()) {
            case NOTHING ->
                throw new MediaException(Reason.FORBIDDEN, "writing by HTTP is not configured: " + destination.text());
            case PUT -> "PUT";
            case POST -> "POST";
        };
        return remotes.write(content, destination, destination.target(), method, mode);
    }

    @Override
    public void close() {
        remotes.close();
    }
}

package org.voxpost.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.MediaException.Reason;

/**
 * Objects of S3-compatible storages: HTTP with signed requests, so all that is true of HTTP sources is true of them. Only the endpoints
 * of the configuration are ever connected to, and no redirect is followed.
 */
final class S3Media implements Backend<MediaUri.S3>, AutoCloseable {

    private static final String UNRESERVED = "-._~/";

    private final List<Bound> stores = new ArrayList<>();

    private record Bound(S3Store store, Remotes remotes) {}

    S3Media(MediaConfiguration configuration, Spool spool, JobSpool jobs, DnsResolver names) throws MediaException {
        for (S3Store store : configuration.s3()) {
            S3Origin origin = new S3Origin(store, configuration.http(), names);
            stores.add(new Bound(store, new Remotes(configuration, CacheSettings.off(), spool, jobs, origin)));
        }
    }

    @Override
    public Fetched fetch(MediaUri.S3 source, FetchTerms terms, @Nullable String id) throws MediaException {
        Bound bound = bound(source);
        return bound.remotes().fetch(source, target(bound.store(), source), 0, terms, id);
    }

    /** Not every storage heeds If-Match of a DELETE: what is there is asked for first. */
    @Override
    public void delete(MediaUri.S3 uri, @Nullable String version) throws MediaException {
        checkDeletable(uri);
        Bound bound = bound(uri);
        URI target = target(bound.store(), uri);
        String there = bound.remotes().head(uri, target);
        if (version != null && !version.equals(there)) {
            throw new MediaException(Reason.CHANGED, "another object has taken its place: " + uri.text());
        }
        bound.remotes().delete(uri, target, version);
    }

    @Override
    public void checkDeletable(MediaUri.S3 uri) throws MediaException {
        if (!bound(uri).store().deleteAllowed()) {
            throw new MediaException(Reason.NOT_DELETABLE, "deletion is not configured: " + uri.text());
        }
    }

    @Override
    public long write(InputStream content, MediaUri.S3 destination, WriteMode mode) throws MediaException {
        Bound bound = bound(destination);
        if (!bound.store().writeAllowed()) {
            throw new MediaException(Reason.FORBIDDEN, "writing is not configured: " + destination.text());
        }
        return bound.remotes().write(content, destination, target(bound.store(), destination), "PUT", mode);
    }

    private Bound bound(MediaUri.S3 uri) throws MediaException {
        return stores.stream()
                .filter(one -> one.store().serves(uri.bucket()))
                .findFirst()
                .orElseThrow(() -> new MediaException(Reason.FORBIDDEN, "no storage for this bucket: " + uri.text()));
    }

    static URI target(S3Store store, MediaUri.S3 uri) {
        URI endpoint = store.endpoint();
        String authority = endpoint.getRawAuthority();
        String host = store.pathStyle() ? authority : uri.bucket() + "." + authority;
        String path = store.pathStyle() ? "/" + uri.bucket() : "";
        return URI.create(endpoint.getScheme() + "://" + host + path + "/" + encoded(uri.key()));
    }

    private static String encoded(String key) {
        StringBuilder legal = new StringBuilder(key.length() + 16);
        for (byte octet : key.getBytes(UTF_8)) {
            char c = (char) (octet & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
                legal.append(c);
            } else {
                legal.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return legal.toString();
    }

    @Override
    public void close() {
        stores.forEach(one -> one.remotes().close());
    }
}

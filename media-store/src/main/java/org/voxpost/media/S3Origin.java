package org.voxpost.media;

import java.net.URI;
import java.util.Locale;
import org.apache.commons.io.IOUtils;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.MediaException.Reason;

/** The endpoint of one S3 storage. */
final class S3Origin implements Origin {

    private final S3Store store;
    private final CloseableHttpClient client;

    S3Origin(S3Store store, HttpSettings settings, DnsResolver names) throws MediaException {
        this.store = store;
        this.client = HttpClients.build(settings, names, store.tls().orElse(null), null);
    }

    @Override
    public void check(URI target) throws MediaException {
        String host = target.getHost().toLowerCase(Locale.ROOT);
        String ours = store.endpoint().getHost().toLowerCase(Locale.ROOT);
        boolean fits = host.equals(ours) || (!store.pathStyle() && host.endsWith("." + ours));
        if (!fits || target.getPort() != store.endpoint().getPort()) {
            throw new MediaException(Reason.FORBIDDEN, "not the endpoint of the storage: " + target.getHost());
        }
    }

    @Override
    public CloseableHttpClient client(URI target) {
        return client;
    }

    @Override
    public void authorize(
            URI target, HttpUriRequestBase request, HttpClientContext context, @Nullable SpoolEntity payload) {
        if (!store.accessKey().isEmpty()) {
            S3Signature.put(request, target, store, payload);
        }
    }

    @Override
    public boolean identified(URI target) {
        return true;
    }

    @Override
    public void close() {
        IOUtils.closeQuietly(client);
    }
}

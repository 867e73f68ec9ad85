package org.voxpost.media;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.commons.io.IOUtils;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.MediaException.Reason;

/**
 * One request with its redirects (RFC 9110 §15.4), followed by hand so that each passes the guard. Used by one thread;
 * {@link #stop} may come from another.
 */
final class HttpExchange implements AutoCloseable {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final CloseableHttpClient client;
    private final TargetGuard guard;
    private final String method;
    private final MediaUri.Http uri;
    private final int maxRedirects;
    private volatile boolean stopped;
    private volatile @Nullable HttpUriRequestBase inHand;
    private @Nullable ClassicHttpResponse open;
    private URI target;

    HttpExchange(CloseableHttpClient client, TargetGuard guard, String method, MediaUri.Http uri, int maxRedirects) {
        this.client = client;
        this.guard = guard;
        this.method = method;
        this.uri = uri;
        this.maxRedirects = maxRedirects;
        this.target = uri.target();
    }

    /**
     * The first response that is no redirect; belongs to this exchange.
     *
     * @param headers adds to the request for a target
     */
    ClassicHttpResponse run(BiConsumer<URI, HttpUriRequestBase> headers) throws IOException, MediaException {
        for (int followed = 0; ; followed++) {
            ClassicHttpResponse response = send(headers);
            Header location = response.getFirstHeader(HttpHeaders.LOCATION);
            if (maxRedirects == 0 || location == null || !REDIRECTS.contains(response.getCode())) {
                return response;
            }
            if (followed == maxRedirects) {
                throw new MediaException(
                        Reason.REMOTE_STATUS, "more redirects than allowed: " + uri.text(), response.getCode(), null);
            }
            target = redirected(String.valueOf(location.getValue()));
            drop();
        }
    }

    /** What answered last. */
    URI target() {
        return target;
    }

    private ClassicHttpResponse send(BiConsumer<URI, HttpUriRequestBase> headers) throws IOException, MediaException {
        guard.check(target);
        HttpUriRequestBase request = new HttpUriRequestBase(method, target);
        request.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        headers.accept(target, request);
        inHand = request;
        if (stopped) {
            throw new MediaException(Reason.CANCELLED, "was cancelled: " + uri.text());
        }
        ClassicHttpResponse response = client.executeOpen(HttpHost.create(target), request, HttpClientContext.create());
        open = response;
        return response;
    }

    private URI redirected(String location) throws MediaException {
        MediaUri parsed;
        try {
            parsed = MediaUri.parse(absolute(location.strip()));
        } catch (MediaException e) {
            throw new MediaException(Reason.FORBIDDEN, "redirected to what is no HTTP URI: " + uri.text());
        }
        if (!(parsed instanceof MediaUri.Http next)) {
            throw new MediaException(Reason.FORBIDDEN, "redirected to another scheme: " + uri.text());
        }
        if (target.getScheme().equals("https") && next.target().getScheme().equals("http")) {
            throw new MediaException(Reason.FORBIDDEN, "redirected from https to http: " + uri.text());
        }
        return next.target();
    }

    private String absolute(String location) throws MediaException {
        return MediaUriParser.schemed(location)
                ? location
                : target.resolve(MediaUriParser.legal(location)).toString();
    }

    /** Makes the thread that runs the exchange fail soon. */
    void stop() {
        stopped = true;
        HttpUriRequestBase request = inHand;
        if (request != null) {
            request.cancel();
        }
    }

    /** Lets the connection be used again: the response was read to its end. */
    void consumed() {
        IOUtils.closeQuietly(open);
        open = null;
        inHand = null;
    }

    /** Cancelling first keeps the client from reading on to the end of a body that may have none. */
    private void drop() {
        HttpUriRequestBase request = inHand;
        if (request != null) {
            request.cancel();
        }
        consumed();
    }

    @Override
    public void close() {
        drop();
    }
}

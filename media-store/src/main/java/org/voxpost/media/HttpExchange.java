package org.voxpost.media;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.commons.io.IOUtils;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.MediaException.Reason;

/**
 * One request with its redirects (RFC 9110 §15.4), followed by hand so that each passes the guard. Used by one thread;
 * {@link #stop} may come from another.
 */
final class HttpExchange implements AutoCloseable {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Origin origin;
    private final String method;
    private final MediaUri uri;
    private final URI start;
    private final int maxRedirects;
    private volatile boolean stopped;
    private volatile @Nullable HttpUriRequestBase inHand;
    private @Nullable ClassicHttpResponse open;
    private URI target;

    /**
     * @param uri as the application server wrote it, for messages
     * @param start the target of the first request
     */
    HttpExchange(Origin origin, String method, MediaUri uri, URI start, int maxRedirects) {
        this.origin = origin;
        this.method = method;
        this.uri = uri;
        this.start = start;
        this.maxRedirects = maxRedirects;
        this.target = start;
    }

    /**
     * The first response that is no redirect; belongs to this exchange. A second call starts anew.
     *
     * @param headers adds to the request for a target
     * @param body of the request; null for none
     */
    ClassicHttpResponse run(BiConsumer<URI, HttpUriRequestBase> headers, @Nullable SpoolEntity body)
            throws IOException, MediaException {
        drop();
        target = start;
        for (int followed = 0; ; followed++) {
            ClassicHttpResponse response = send(headers, body);
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

    private ClassicHttpResponse send(BiConsumer<URI, HttpUriRequestBase> headers, @Nullable SpoolEntity body)
            throws IOException, MediaException {
        origin.check(target);
        try {
            return sendOnce(headers, body);
        } catch (NoHttpResponseException | SocketException e) {
            // RFC 9112 §9.3.1: a kept connection may have been closed while the request was on its way.
            if (body != null || !READING.contains(method) || e instanceof ConnectException) {
                throw e;
            }
            return sendOnce(headers, null);
        }
    }

    private ClassicHttpResponse sendOnce(BiConsumer<URI, HttpUriRequestBase> headers, @Nullable SpoolEntity body)
            throws IOException, MediaException {
        HttpUriRequestBase request = new HttpUriRequestBase(method, target);
        request.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        request.setEntity(body);
        headers.accept(target, request);
        HttpClientContext context = HttpClientContext.create();
        CloseableHttpClient client = origin.client(target);
        if (client instanceof Configurable configured) {
            request.setConfig(configured.getConfig());
        }
        origin.authorize(target, request, context, body);
        inHand = request;
        if (stopped) {
            throw new MediaException(Reason.CANCELLED, "was cancelled: " + uri.text());
        }
        ClassicHttpResponse response = client.executeOpen(HttpHost.create(target), request, context);
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

package org.voxpost.media;

import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.jspecify.annotations.Nullable;

/** Which servers requests may go to, over what, and as whom. Asked anew for each request, also for that which follows a redirect. */
interface Origin extends AutoCloseable {

    /** Refuses what no address could make right, before anything is resolved. */
    void check(URI target) throws MediaException;

    /** The client that reaches it. */
    CloseableHttpClient client(URI target);

    /**
     * Puts into a request, whose other headers are all there, what shows who we are. Nothing of another target's.
     *
     * @param payload what the request carries; null for nothing
     */
    void authorize(URI target, HttpUriRequestBase request, HttpClientContext context, @Nullable SpoolEntity payload)
            throws MediaException;

    /** Whether the server is shown who we are, so that its answer may be for us only (RFC 9111 §3.5). */
    boolean identified(URI target);

    @Override
    void close();
}

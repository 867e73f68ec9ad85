package org.voxpost.media;

import java.io.IOException;
import java.net.URI;
import java.util.OptionalLong;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.Fetched.Facts;
import org.voxpost.media.MediaException.Reason;

/** One version of a resource on its way into a spool file, in one response or several (RFC 9110 §14, §15.3.7.3). */
final class PulledBody {

    private static final long UNKNOWN = -1;

    private final URI target;
    private final Validator validator;
    private final @Nullable String contentType;
    private final @Nullable ContentHash promised;
    private final Spool.SpoolFile file;
    private final BodyPump pump;
    private final String uri;
    private long whole;

    PulledBody(HttpResponse response, URI target, long declared, Spool.SpoolFile file, BodyPump pump, String uri) {
        this.target = target;
        this.validator = Validator.of(response);
        this.contentType = header(response, HttpHeaders.CONTENT_TYPE);
        this.promised = PromisedDigest.of(response);
        this.file = file;
        this.pump = pump;
        this.uri = uri;
        this.whole = declared;
    }

    /** Takes the body of a response behind what is there. */
    void take(ClassicHttpResponse response) throws IOException, MediaException {
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            // Not closed here: that would read on to the end of a body that may have none.
            pump.run(entity.getContent(), file.content());
        }
    }

    /** Whether the rest can be asked for so that it fits what is there, should this break off. */
    boolean mayGoOn() {
        return pump.length() > 0 && validator.ifRange() != null;
    }

    /** Asks for the rest, or for the whole if it is another version now (RFC 9110 §13.1.5). */
    void askForRest(URI asked, HttpMessage request) {
        String version = validator.ifRange();
        if (version != null && asked.equals(target)) {
            request.setHeader(HttpHeaders.RANGE, "bytes=" + pump.length() + "-");
            request.setHeader(HttpHeaders.IF_RANGE, version);
        }
    }

    /** Whether a 206 has the rest of this very version; the server must say so itself. */
    boolean goesOnIn(HttpResponse response, URI answering) {
        OptionalLong rest = ContentRange.wholeIfRestFrom(pump.length(), response);
        if (rest.isEmpty() || !answering.equals(target) || (whole != UNKNOWN && rest.getAsLong() != whole)) {
            return false;
        }
        String version = validator.ifRange();
        if (version == null || !version.equals(Validator.of(response).ifRangeOfPart())) {
            return false;
        }
        whole = rest.getAsLong();
        return true;
    }

    /** What is known of the whole, once it is here. */
    Facts facts() throws MediaException {
        if (whole != UNKNOWN && pump.length() != whole) {
            throw new MediaException(Reason.TRUNCATED, "the body is shorter than declared: " + uri);
        }
        ContentHash hash = pump.sha256();
        if (promised != null && !promised.equals(hash)) {
            throw new MediaException(Reason.CORRUPT, "the body is not what its digest promises: " + uri);
        }
        return new Facts(pump.length(), validator.version(), contentType, hash);
    }

    URI target() {
        return target;
    }

    Validator validator() {
        return validator;
    }

    Spool.SpoolFile file() {
        return file;
    }

    long length() {
        return pump.length();
    }

    private static @Nullable String header(HttpMessage response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }
}

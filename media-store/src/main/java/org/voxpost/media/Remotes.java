package org.voxpost.media;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpMessage;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.MediaException.Reason;

/** What the back ends that speak HTTP have in common. */
final class Remotes implements AutoCloseable {

    private final HttpSettings settings;
    private final long maxBytes;
    private final Spool spool;
    private final JobSpool jobs;
    private final PulledCache cache;
    private final Origin origin;

    Remotes(MediaConfiguration configuration, CacheSettings cache, Spool spool, JobSpool jobs, Origin origin) {
        this.settings = configuration.http();
        this.maxBytes = Math.min(configuration.maxBytes(), settings.maxBytes());
        this.spool = spool;
        this.jobs = jobs;
        this.cache = new PulledCache(cache, spool);
        this.origin = origin;
    }

    /** @param id as for {@link Pull} */
    Fetched fetch(MediaUri source, URI target, int maxRedirects, FetchTerms terms, @Nullable String id)
            throws MediaException {
        Pull pull = new Pull(this, source, target, maxRedirects, Math.min(maxBytes, terms.maxBytes()), id);
        return Deadline.call(
                shorter(terms.within(), settings.total()), source.text(), pull::run, pull::stop, Fetched::close);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** S3 gives its checksum only to who asks for it; others do not know the field. */
    void askForWhole(HttpMessage request) {
        if (origin instanceof S3Origin) {
            request.setHeader("x-amz-checksum-mode", "ENABLED");
        }
    }

    /**
     * Deletes what is there, if it is that version.
     *
     * @param version null for any
     */
    void delete(MediaUri uri, URI target, @Nullable String version) throws MediaException {
        HttpExchange exchange = new HttpExchange(origin, "DELETE", uri, target, 0);
        answer(exchange, uri, null, request -> {
            if (version != null) {
                Validator.ifStill(request, version);
            }
        });
        cache.forget(target);
    }

    /**
     * What is there now.
     *
     * @return its version, as {@link Fetched#version()}
     * @throws MediaException NOT_FOUND and all else
     */
    String head(MediaUri uri, URI target) throws MediaException {
        HttpExchange exchange = new HttpExchange(origin, "HEAD", uri, target, 0);
        return Deadline.call(
                settings.total(),
                uri.text(),
                () -> {
                    try (exchange) {
                        ClassicHttpResponse response = exchange.run((to, request) -> {}, null);
                        if (response.getCode() != 200) {
                            throw HttpFailures.status(response, uri.text());
                        }
                        return Validator.of(response).version();
                    } catch (IOException e) {
                        throw HttpFailures.of(e, uri.text());
                    }
                },
                exchange::stop,
                version -> {});
    }

    /** Adds to a request. */
    interface Fields {
        void to(HttpMessage request);
    }

    /** @return the code of a success */
    private int answer(HttpExchange exchange, MediaUri uri, @Nullable SpoolEntity body, Fields fields)
            throws MediaException {
        return Deadline.call(
                settings.total(),
                uri.text(),
                () -> {
                    try (exchange) {
                        ClassicHttpResponse response = exchange.run((to, request) -> fields.to(request), body);
                        if (response.getCode() / 100 != 2) {
                            throw HttpFailures.status(response, uri.text());
                        }
                        return response.getCode();
                    } catch (IOException e) {
                        throw HttpFailures.of(e, uri.text());
                    }
                },
                exchange::stop,
                code -> {});
    }

    /**
     * Writes a destination: the content is in the spool first, so that its length and digest are known and a request can be sent again
     * to a server that asks who we are.
     *
     * @param method PUT or POST
     * @return bytes written, without what was there before an append
     */
    long write(InputStream content, MediaUri destination, URI target, String method, WriteMode mode)
            throws MediaException {
        if (method.equals("POST") && mode == WriteMode.APPEND) {
            throw new MediaException(Reason.FORBIDDEN, "POST cannot append: " + destination.text());
        }
        try (Outgoing outgoing = Outgoing.start(spool, maxBytes, destination.text())) {
            Fields condition = mode == WriteMode.APPEND
                    ? before(outgoing, destination, target)
                    : request -> {
                        if (mode == WriteMode.CREATE) {
                            request.setHeader("If-None-Match", "*");
                        }
                    };
            long written = outgoing.take(content);
            HttpExchange exchange = new HttpExchange(origin, method, destination, target, 0);
            int code = answer(exchange, destination, outgoing.entity(), request -> {
                condition.to(request);
                request.setHeader(PromisedDigest.CONTENT_DIGEST, PromisedDigest.field(outgoing.sha256()));
            });
            if (code == 202) {
                throw new MediaException(
                        Reason.REMOTE_STATUS,
                        "the server has taken it without saying that it keeps it: " + destination.text(),
                        code,
                        null);
            }
            return written;
        } catch (MediaException e) {
            throw e.code() == 412 && mode == WriteMode.CREATE
                    ? new MediaException(Reason.EXISTS, "exists already: " + destination.text(), 412, null)
                    : e;
        } finally {
            cache.forget(target);
        }
    }

    /** Takes in what is there already, and says under which condition more may be put behind it. */
    private Fields before(Outgoing outgoing, MediaUri destination, URI target) throws MediaException {
        cache.forget(target);
        FetchTerms terms = new FetchTerms(settings.total(), maxBytes);
        try (Fetched old = fetch(destination, target, 0, terms, null)) {
            String version = old.version();
            if (!Validator.strong(version)) {
                throw new MediaException(
                        Reason.FORBIDDEN,
                        "the server gives no entity tag, without which nothing is appended: " + destination.text());
            }
            outgoing.take(old.stream());
            return request -> Validator.ifStill(request, version);
        } catch (MediaException e) {
            if (e.reason() != Reason.NOT_FOUND) {
                throw e;
            }
            return request -> request.setHeader("If-None-Match", "*");
        }
    }

    HttpSettings settings() {
        return settings;
    }

    Spool spool() {
        return spool;
    }

    JobSpool jobs() {
        return jobs;
    }

    PulledCache cache() {
        return cache;
    }

    Origin origin() {
        return origin;
    }

    @Override
    public void close() {
        origin.close();
        cache.clear();
    }
}

package org.voxpost.media;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.apache.commons.io.IOUtils;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.Fetched.Facts;
import org.voxpost.media.MediaException.Reason;

/** Sources on HTTP servers, pulled into the spool (RFC 9110, RFC 9111). */
final class HttpMedia implements Backend<MediaUri.Http>, AutoCloseable {

    private final HttpSettings settings;
    private final long maxBytes;
    private final Spool spool;
    private final JobSpool jobs;
    private final TargetGuard guard;
    private final CloseableHttpClient client;
    private final PulledCache cache;

    HttpMedia(MediaConfiguration configuration, Spool spool, JobSpool jobs, DnsResolver names) {
        this.settings = configuration.http();
        this.maxBytes = Math.min(configuration.maxBytes(), settings.maxBytes());
        this.spool = spool;
        this.jobs = jobs;
        this.guard = new TargetGuard(settings.allowed(), names);
        this.client = HttpClients.build(settings, guard);
        this.cache = new PulledCache(configuration.cache(), spool);
    }

    @Override
    public Fetched fetch(MediaUri.Http source, FetchTerms terms) throws MediaException {
        return fetch(source, terms, null);
    }

    /** @param id under which the spool holds it; null to hold it for the result alone, or for the cache */
    Fetched fetch(MediaUri.Http source, FetchTerms terms, @Nullable String id) throws MediaException {
        HttpExchange exchange = new HttpExchange(client, guard, "GET", source, settings.maxRedirects());
        return Deadline.call(
                shorter(terms.within(), settings.total()),
                source.text(),
                () -> pull(source, terms, exchange, id),
                exchange::stop,
                Fetched::close);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Fetched pull(MediaUri.Http source, FetchTerms terms, HttpExchange exchange, @Nullable String id)
            throws MediaException {
        PulledCache.@Nullable Hit hit = id == null ? cache.find(source.target()) : null;
        boolean reused = false;
        try (exchange) {
            ClassicHttpResponse response = exchange.run((target, request) -> {
                if (hit != null && hit.entry().target().equals(target)) {
                    hit.entry().validator().ifChanged(request);
                }
            });
            long limit = Math.min(maxBytes, terms.maxBytes());
            if (response.getCode() == 304 && hit != null && hit.entry().target().equals(exchange.target())) {
                exchange.consumed();
                Fetched again = reused(source, hit, limit);
                reused = true;
                return again;
            }
            return spooled(source, response, exchange, limit, id);
        } catch (IOException e) {
            throw HttpFailures.of(e, source.text());
        } finally {
            if (hit != null && !reused) {
                hit.close();
            }
        }
    }

    private static Fetched reused(MediaUri.Http source, PulledCache.Hit hit, long limit) throws MediaException {
        Facts facts = hit.entry().facts();
        if (facts.length() > limit) {
            throw BodyPump.tooLarge(facts.length(), source.text());
        }
        return new Fetched(source, hit.content(), facts, () -> {}, () -> {});
    }

    private Fetched spooled(
            MediaUri.Http source, ClassicHttpResponse response, HttpExchange exchange, long limit, @Nullable String id)
            throws IOException, MediaException {
        if (response.getCode() != 200) {
            throw HttpFailures.status(response, source.text());
        }
        HttpEntity entity = response.getEntity();
        long declared = entity == null ? 0 : Math.max(0, entity.getContentLength());
        if (declared > limit) {
            throw BodyPump.tooLarge(declared, source.text());
        }
        refuseEncoded(response, source);
        Spool.SpoolFile file = start(source, declared);
        try {
            BodyPump pump = new BodyPump(settings, limit, spool, source.text());
            if (entity != null) {
                // Not closed here: that would read on to the end of a body that may have none.
                pump.run(entity.getContent(), file.content());
            }
            exchange.consumed();
            return complete(source, response, exchange, file, pump, id);
        } catch (IOException | MediaException | RuntimeException e) {
            file.discard();
            throw e;
        }
    }

    private Spool.SpoolFile start(MediaUri.Http source, long declared) throws MediaException {
        try {
            spool.checkRoom(declared, source.text());
            return spool.create();
        } catch (IOException e) {
            throw Disk.failure("starting a spool file", source.text(), e);
        }
    }

    private Fetched complete(
            MediaUri.Http source,
            HttpResponse response,
            HttpExchange exchange,
            Spool.SpoolFile file,
            BodyPump pump,
            @Nullable String id)
            throws MediaException {
        Validator validator = Validator.of(response);
        Facts facts = new Facts(
                pump.length(), validator.version(), header(response, HttpHeaders.CONTENT_TYPE), pump.sha256());
        Path whole;
        try {
            if (id != null) {
                jobs.complete(file, id, new SpoolRecord(source, facts));
                return new Fetched(source, file.content(), facts, () -> {}, () -> {});
            }
            whole = file.complete();
        } catch (IOException e) {
            throw Disk.failure("finishing a spool file", source.text(), e);
        }
        boolean kept = validator.present()
                && mayBeStored(response)
                && cache.keep(source.target(), new PulledCache.Entry(exchange.target(), validator, whole, facts));
        return new Fetched(source, file.content(), facts, () -> {}, kept ? () -> {} : () -> spool.remove(whole));
    }

    /** RFC 9111 §3, and no response that is for one reader only or depends on more than the URI. */
    private static boolean mayBeStored(HttpResponse response) {
        return absent(response, HttpHeaders.CACHE_CONTROL, "no-store")
                && absent(response, HttpHeaders.CACHE_CONTROL, "private")
                && absent(response, HttpHeaders.VARY, "*");
    }

    private static boolean absent(HttpResponse response, String name, String word) {
        for (Header header : response.getHeaders(name)) {
            if (String.valueOf(header.getValue()).toLowerCase(Locale.ROOT).contains(word)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String header(HttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** We asked for the plain bytes; anything else would reach the far end as a broken file. */
    private static void refuseEncoded(HttpResponse response, MediaUri.Http source) throws MediaException {
        String encoding = header(response, HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
            throw new MediaException(Reason.UNREADABLE, "the body is encoded as " + encoding + ": " + source.text());
        }
    }

    @Override
    public void delete(MediaUri.Http uri, @Nullable String version) throws MediaException {
        checkDeletable(uri);
        HttpExchange exchange = new HttpExchange(client, guard, "DELETE", uri, 0);
        Deadline.call(
                settings.total(), uri.text(), () -> sendDelete(uri, version, exchange), exchange::stop, deleted -> {});
        cache.forget(uri.target());
    }

    private static boolean sendDelete(MediaUri.Http uri, @Nullable String version, HttpExchange exchange)
            throws MediaException {
        try (exchange) {
            ClassicHttpResponse response = exchange.run((target, request) -> {
                if (version != null) {
                    Validator.ifStill(request, version);
                }
            });
            if (response.getCode() / 100 != 2) {
                throw HttpFailures.status(response, uri.text());
            }
            return true;
        } catch (IOException e) {
            throw HttpFailures.of(e, uri.text());
        }
    }

    @Override
    public void checkDeletable(MediaUri.Http uri) throws MediaException {
        if (!settings.deleteAllowed()) {
            throw new MediaException(Reason.NOT_DELETABLE, "deletion by HTTP is not configured: " + uri.text());
        }
        guard.check(uri.target());
    }

    @Override
    public void close() {
        IOUtils.closeQuietly(client);
        cache.clear();
    }
}

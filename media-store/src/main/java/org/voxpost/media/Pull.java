package org.voxpost.media;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.Fetched.Facts;
import org.voxpost.media.MediaException.Reason;

/**
 * One source on its way into the spool. A body that breaks off goes on where it broke, if the server still has that version, and begins
 * anew if it has another; two versions never come together. Used by one thread; {@link #stop} may come from another.
 */
final class Pull {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Remotes remotes;
    private final MediaUri source;
    private final URI asked;
    private final long limit;
    private final @Nullable String id;
    private final HttpExchange exchange;
    private @Nullable PulledBody body;
    private boolean changed;
    private boolean reused;

    /**
     * @param asked the target of the first request
     * @param id under which the spool holds it; null to hold it for the result alone, or for the cache
     */
    Pull(Remotes remotes, MediaUri source, URI asked, int maxRedirects, long limit, @Nullable String id) {
        this.remotes = remotes;
        this.source = source;
        this.asked = asked;
        this.limit = limit;
        this.id = id;
        this.exchange = new HttpExchange(remotes.origin(), "GET", source, asked, maxRedirects);
    }

    Fetched run() throws MediaException {
        PulledCache.@Nullable Hit hit = id == null ? remotes.cache().find(asked) : null;
        try (exchange) {
            if (hit != null && hit.entry().fresh()) {
                remotes.origin().check(asked);
                return reused(hit);
            }
            return pulled(hit);
        } finally {
            PulledBody left = body;
            if (left != null) {
                left.file().discard();
            }
            if (hit != null && !reused) {
                hit.close();
            }
        }
    }

    private Fetched pulled(PulledCache.@Nullable Hit hit) throws MediaException {
        for (int resumed = 0; ; resumed++) {
            changed = false;
            try {
                return attempt(hit);
            } catch (IOException e) {
                MediaException failure = HttpFailures.of(e, source.text());
                PulledBody here = body;
                boolean again = here != null && here.mayGoOn() && failure.reason() != Reason.FORBIDDEN;
                if (!again || resumed == remotes.settings().resumes()) {
                    throw failure;
                }
            } catch (MediaException e) {
                if (!changed || resumed == remotes.settings().resumes()) {
                    throw e;
                }
            }
            PulledBody begun = body;
            SpoolLog.bodyBrokeOff(source.text(), begun == null ? 0 : begun.length());
            pause(resumed);
        }
    }

    private Fetched attempt(PulledCache.@Nullable Hit hit) throws IOException, MediaException {
        PulledBody begun = body;
        ClassicHttpResponse response = exchange.run(
                (target, request) -> {
                    if (begun != null) {
                        begun.askForRest(target, request);
                    } else {
                        remotes.askForWhole(request);
                        ifChanged(hit, target, request);
                    }
                },
                null);
        if (response.getCode() == 304
                && hit != null
                && begun == null
                && hit.entry().target().equals(exchange.target())) {
            exchange.consumed();
            Duration fresh = CacheRules.fresh(response, remotes.cache().longestFresh());
            remotes.cache().confirm(asked, hit.entry(), fresh);
            return reused(hit);
        }
        PulledBody taking = begun != null && response.getCode() == 206 ? begun : null;
        if (taking != null && !taking.goesOnIn(response, exchange.target())) {
            throw anew();
        }
        if (begun != null && response.getCode() == 416) {
            throw anew();
        }
        if (taking == null) {
            taking = begin(response);
        }
        taking.take(response);
        exchange.consumed();
        return complete(response, taking);
    }

    private static void ifChanged(PulledCache.@Nullable Hit hit, URI target, HttpUriRequestBase request) {
        if (hit != null && hit.entry().target().equals(target)) {
            hit.entry().validator().ifChanged(request);
        }
    }

    /** What is there does not go with what the server has: next time all of it is asked for. */
    private MediaException anew() {
        drop();
        changed = true;
        return new MediaException(Reason.CHANGED, "changed while it was fetched: " + source.text());
    }

    private void drop() {
        PulledBody begun = body;
        if (begun != null) {
            begun.file().discard();
            body = null;
        }
    }

    private PulledBody begin(ClassicHttpResponse response) throws MediaException {
        drop();
        if (response.getCode() != 200) {
            throw HttpFailures.status(response, source.text());
        }
        HttpEntity entity = response.getEntity();
        long declared = entity == null ? 0 : entity.getContentLength();
        if (declared > limit) {
            throw BodyPump.tooLarge(declared, source.text());
        }
        refuseEncoded(response);
        try {
            remotes.spool().checkRoom(Math.max(0, declared), source.text());
            PulledBody begun = new PulledBody(
                    response,
                    exchange.target(),
                    declared,
                    remotes.spool().create(),
                    new BodyPump(remotes.settings(), limit, remotes.spool(), source.text()),
                    source.text());
            body = begun;
            return begun;
        } catch (IOException e) {
            throw Disk.failure("starting a spool file", source.text(), e);
        }
    }

    /** We asked for the plain bytes; anything else would reach the far end as a broken file. */
    private void refuseEncoded(HttpResponse response) throws MediaException {
        for (Header header : response.getHeaders(HttpHeaders.CONTENT_ENCODING)) {
            String encoding = String.valueOf(header.getValue()).strip();
            if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
                throw new MediaException(
                        Reason.UNREADABLE, "the body is encoded as " + encoding + ": " + source.text());
            }
        }
    }

    private Fetched complete(HttpResponse response, PulledBody whole) throws MediaException {
        Facts facts = whole.facts();
        try {
            if (id != null) {
                remotes.jobs().complete(whole.file(), id, new SpoolRecord(source, facts));
                body = null;
                return new Fetched(source, whole.file().content(), facts, () -> {}, () -> {});
            }
            Path file = whole.file().complete();
            boolean kept = whole.validator().present()
                    && CacheRules.mayBeStored(response, remotes.origin().identified(asked))
                    && remotes.cache().keep(asked, entry(response, whole, file, facts));
            body = null;
            return new Fetched(
                    source,
                    whole.file().content(),
                    facts,
                    () -> {},
                    kept ? () -> {} : () -> remotes.spool().remove(file));
        } catch (IOException e) {
            throw Disk.failure("finishing a spool file", source.text(), e);
        }
    }

    private PulledCache.Entry entry(HttpResponse response, PulledBody whole, Path file, Facts facts) {
        boolean direct = whole.target().equals(asked);
        // What redirected us may redirect elsewhere the next time.
        Duration fresh = direct ? CacheRules.fresh(response, remotes.cache().longestFresh()) : Duration.ZERO;
        return new PulledCache.Entry(
                whole.target(), whole.validator(), file, facts, System.nanoTime() + fresh.toNanos());
    }

    private Fetched reused(PulledCache.Hit hit) throws MediaException {
        Facts facts = hit.entry().facts();
        if (facts.length() > limit) {
            throw BodyPump.tooLarge(facts.length(), source.text());
        }
        reused = true;
        return new Fetched(source, hit.content(), facts, () -> {}, () -> {});
    }

    private void pause(int resumed) throws MediaException {
        try {
            Thread.sleep(PAUSE.multipliedBy(1L << Math.min(resumed, 6)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MediaException(Reason.CANCELLED, "was cancelled: " + source.text());
        }
    }

    /** Makes the thread that runs it fail soon. */
    void stop() {
        exchange.stop();
    }
}

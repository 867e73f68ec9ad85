package org.voxpost.app.webhook;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/** Sends to one sink, one at a time. It follows no redirect: the operator named one place. */
final class Post implements AutoCloseable {

    private final Sink sink;
    private final CloseableHttpClient client;

    Post(Sink sink) {
        this.sink = sink;
        Timeout deadline = Timeout.ofMilliseconds(sink.deadline().toMillis());
        this.client = HttpClients.custom()
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(deadline).build())
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(deadline)
                                .setSocketTimeout(deadline)
                                .build())
                        .build())
                .build();
    }

    /** @param id the same on every repeat */
    Answer send(String id, byte[] body, Instant now) {
        HttpPost post = new HttpPost(sink.url());
        post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        post.setHeader("webhook-id", id);
        post.setHeader("webhook-timestamp", Long.toString(now.getEpochSecond()));
        post.setHeader("webhook-signature", Signature.of(sink.secret(), id, now, body));
        try {
            return client.execute(post, Post::answer);
        } catch (IOException e) {
            return new Answer.NotTaken(e.getClass().getSimpleName() + ": " + e.getMessage(), Optional.empty());
        }
    }

    private static Answer answer(ClassicHttpResponse response) {
        int status = response.getCode();
        if (status / 100 == 2) {
            return new Answer.Taken();
        }
        return status == 410 ? new Answer.Gone() : new Answer.NotTaken("answered " + status, retryAfter(response));
    }

    /** In seconds; a date is not taken. */
    private static Optional<Duration> retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        return Optional.ofNullable(header)
                .map(Header::getValue)
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}

package org.voxpost.app.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.voxpost.app.webhook.Signature;

/** One entry of {@code webhooks}: who is sent the outcomes of jobs and transfers. */
public record WebhookSection(
        @Form(value = Form.TOKEN, words = Form.TOKEN_WORDS) String name,

        @Form(value = "https?://[^\\s\\p{Cntrl}<>\"]{1,2000}", words = "an http or https URL")
        String url,

        String secret,
        List<Sends> sends,
        @Bounds(min = "100ms", max = "1h") Duration firstWait,
        @Bounds(min = "100ms", max = "1d") Duration longestWait,
        @Bounds(min = "1", max = "1000") int attempts,
        @Bounds(min = "100ms", max = "5m") Duration deadline) {

    public WebhookSection {
        if (!url.isEmpty()) {
            URI.create(url);
            Signature.checkSecret(secret);
            if (name.isEmpty()) {
                throw new IllegalArgumentException("the webhook has no name");
            }
            if (sends.isEmpty()) {
                throw new IllegalArgumentException("the webhook is sent nothing");
            }
        }
    }

    static WebhookSection defaults() {
        return new WebhookSection(
                "",
                "",
                "",
                List.of(Sends.OUTCOMES),
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                30,
                Duration.ofSeconds(10));
    }

    /** What a webhook is sent. */
    public enum Sends {
        /** Of jobs and transfers. */
        OUTCOMES,
        /** Facts of captured sessions. */
        TEXT
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return name + " " + url;
    }
}

package org.voxpost.app.config;

import java.net.URI;
import java.util.List;
import org.voxpost.app.webhook.Sink;

/** What the configuration says of webhooks, as they want it. */
public record ApiSettings(Config config) {

    public List<Sink> sinks() {
        return config.webhooks().stream()
                .map(hook -> new Sink(
                        hook.name(),
                        URI.create(hook.url()),
                        hook.secret(),
                        hook.firstWait(),
                        hook.longestWait(),
                        hook.attempts(),
                        hook.deadline()))
                .toList();
    }

    public List<String> sinkNames() {
        return config.webhooks().stream().map(WebhookSection::name).toList();
    }
}

package org.voxpost.app.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.voxpost.app.api.Access;
import org.voxpost.app.api.Client;
import org.voxpost.app.config.WebhookSection.Sends;
import org.voxpost.app.webhook.Sink;

/** What the configuration says of webhooks, as they want it. */
public record ApiSettings(Config config) {

    private static final int SHORTEST = 16;

    /** Those that are sent this. */
    public List<Sink> sinks(Sends what) {
        return config.webhooks().stream()
                .filter(hook -> hook.sends().contains(what))
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

    /** Under which the journal keeps what is left to tell of outcomes. */
    public List<String> sinkNames() {
        return sinks(Sends.OUTCOMES).stream().map(Sink::name).toList();
    }

    /**
     * Who may speak to the interface.
     *
     * @param home where relative paths start
     * @throws IOException when the file of a token cannot be read
     */
    public Access access(Path home) throws IOException {
        ApiSection api = config.api();
        List<Access.Token> tokens = new ArrayList<>();
        for (ApiSection.TokenSection token : api.tokens()) {
            String secret = Secrets.read(token.token(), token.tokenFile(), home, "the token of " + token.name());
            if (secret.length() < SHORTEST) {
                throw new IOException("the token of " + token.name() + " has less than " + SHORTEST + " characters");
            }
            tokens.add(new Access.Token(secret, new Client(token.name(), token.role() == ApiSection.Role.ACT)));
        }
        return new Access(
                tokens,
                api.certificate()
                        .flatMap(chain -> api.key()
                                .map(key -> new Access.Certificate(
                                        home.resolve(chain).normalize(),
                                        home.resolve(key).normalize()))));
    }
}

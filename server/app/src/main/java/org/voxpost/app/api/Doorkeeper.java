package org.voxpost.app.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/** Lets in who has a token, to do what it is for (RFC 6750). Whether the server is up may be asked by anybody. */
final class Doorkeeper implements Filter {

    private static final String SCHEME = "Bearer ";
    private static final List<Method> READING = List.of(Method.GET, Method.HEAD);

    private final List<Access.Token> tokens;

    Doorkeeper(List<Access.Token> tokens) {
        this.tokens = tokens;
    }

    /** Whoever was let in. */
    static Client client(ServerRequest request) {
        return request.context().get(Client.class).orElse(Client.LOCAL);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (tokens.isEmpty() || request.path().path().equals("/health")) {
            chain.proceed();
            return;
        }
        Client client = request.headers()
                .first(HeaderNames.AUTHORIZATION)
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .flatMap(value -> owner(value.substring(SCHEME.length()).strip()))
                .orElseThrow(() -> {
                    response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"voxpost\"");
                    return new Refusal(Status.UNAUTHORIZED_401, "a bearer token is wanted");
                });
        if (!client.mayAct() && !READING.contains(request.prologue().method())) {
            throw new Refusal(Status.FORBIDDEN_403, client.name() + " may read, and nothing else");
        }
        request.context().register(client);
        chain.proceed();
    }

    /** All of them are compared, each in constant time: how long it takes says nothing. */
    private Optional<Client> owner(String secret) {
        byte[] given = secret.getBytes(StandardCharsets.UTF_8);
        Optional<Client> owner = Optional.empty();
        for (Access.Token token : tokens) {
            if (MessageDigest.isEqual(given, token.secret().getBytes(StandardCharsets.UTF_8))) {
                owner = Optional.of(token.client());
            }
        }
        return owner;
    }
}

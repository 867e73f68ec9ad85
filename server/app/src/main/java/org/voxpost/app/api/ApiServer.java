package org.voxpost.app.api;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.app.metrics.Metrics;
import org.voxpost.engine.capture.CaptureDesk;
import org.voxpost.engine.capture.store.CaptureStore;
import org.voxpost.engine.control.Retries;
import org.voxpost.engine.control.RunningOrders;
import org.voxpost.engine.journal.JobArchive;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.journal.Outbox;

/** The interface as a running HTTP server; each request has a virtual thread. */
public final class ApiServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ApiServer.class);

    /** A request has no body worth more. */
    private static final long LARGEST_REQUEST = 64 << 10;

    /**
     * What it shows and moves.
     *
     * @param draining whether the server takes no more work
     * @param trouble why it can take none although it wants to, in words that anybody may read; empty when all is well
     * @param capture captured sessions; empty where none are
     */
    public record Subjects(
            JobArchive jobs,
            Outbox outbox,
            RunningOrders orders,
            Retries retries,
            BooleanSupplier draining,
            Supplier<Optional<String>> trouble,
            Metrics metrics,
            Optional<Captured> capture) {}

    /** Captured sessions. */
    public record Captured(CaptureStore store, CaptureDesk desk, Events events) {}

    private final WebServer server;

    private ApiServer(WebServer server) {
        this.server = server;
    }

    /**
     * Serves at once.
     *
     * @param access who may speak to it; beyond loopback there have to be tokens and TLS
     * @param port 0: any that is free
     * @throws IOException when the port cannot be bound
     */
    public static ApiServer open(InetAddress address, int port, Access access, Subjects subjects) throws IOException {
        if (!address.isLoopbackAddress()
                && (access.tokens().isEmpty() || access.tls().isEmpty())) {
            throw new IOException(
                    "without tokens and TLS the interface is for loopback only, not for " + address.getHostAddress());
        }
        checkFree(address, port);
        WebServerConfig.Builder builder = WebServer.builder()
                .address(address)
                .port(port)
                .maxPayloadSize(LARGEST_REQUEST)
                .shutdownHook(false)
                .routing(routing(address, access, subjects));
        access.tls().ifPresent(certificate -> builder.tls(tls(certificate)));
        WebServer server = builder.build();
        server.start();
        return new ApiServer(server);
    }

    /** The HTTP server does not say in an exception of its own that its port is taken. */
    private static void checkFree(InetAddress address, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw new IOException(
                    "port " + port + " of " + address.getHostAddress() + " cannot be bound (api.port): "
                            + e.getMessage(),
                    e);
        }
    }

    public int port() {
        return server.port();
    }

    private static Tls tls(Access.Certificate certificate) {
        Keys keys = Keys.builder()
                .pem(pem -> pem.key(Resource.create(certificate.key()))
                        .certificates(Resource.create(certificate.chain()))
                        .certChain(Resource.create(certificate.chain())))
                .build();
        return Tls.builder()
                .privateKey(keys)
                .privateKeyCertChain(keys)
                .enabledProtocols(List.of("TLSv1.3", "TLSv1.2"))
                .build();
    }

    private static HttpRouting.Builder routing(InetAddress address, Access access, Subjects subjects) {
        HttpRouting.Builder routing = HttpRouting.builder();
        if (address.isLoopbackAddress()) {
            routing.addFilter(new LocalClients());
        }
        routing.addFilter(new Doorkeeper(access.tokens()))
                .register(
                        "/api/v1/transfers", new TransferRoutes(subjects.jobs(), subjects.orders(), subjects.retries()))
                .register("/api/v1", new NoticeRoutes(subjects.outbox()))
                .get("/api/v1/openapi.yaml", (request, response) -> document(response))
                .get("/health", (request, response) -> health(subjects, response))
                .get("/metrics", (request, response) -> metrics(subjects, response))
                .error(
                        Refusal.class,
                        (request, response, refusal) ->
                                problem(response, refusal.status(), String.valueOf(refusal.getMessage())))
                .error(
                        TimeoutException.class,
                        (request, response, late) -> problem(
                                response,
                                Status.SERVICE_UNAVAILABLE_503,
                                "it took too long; what was asked for may follow"))
                .error(JournalException.class, (request, response, failure) -> {
                    log.warn("A request could not be answered from the journal: {}", failure.getMessage());
                    problem(response, Status.SERVICE_UNAVAILABLE_503, "the journal cannot be read");
                });
        subjects.capture().ifPresent(captured -> {
            Audit audit = new Audit(captured.store());
            routing.register(
                            "/api/v1/sessions",
                            new OpeningRoutes(captured.desk(), audit),
                            new SessionRoutes(captured.store(), captured.desk(), audit))
                    .register("/api/v1", new EventRoutes(captured.store(), captured.desk(), captured.events(), audit));
        });
        return routing;
    }

    /** What all of this takes and gives. */
    private static void document(ServerResponse response) throws IOException {
        try (InputStream document = ApiServer.class.getResourceAsStream("openapi.yaml")) {
            response.header(HeaderNames.CONTENT_TYPE, "application/yaml");
            response.send(Objects.requireNonNull(document, "openapi.yaml is beside this class")
                    .readAllBytes());
        }
    }

    private static void health(Subjects subjects, ServerResponse response) {
        Health health =
                Health.of(subjects.draining().getAsBoolean(), subjects.trouble().get());
        send(response.status(health.well() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503), health);
    }

    private static void metrics(Subjects subjects, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, Metrics.MEDIA_TYPE);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(subjects.metrics().text());
    }

    static void send(ServerResponse response, Object value) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(Json.bytes(value));
    }

    private static void problem(ServerResponse response, Status status, String detail) {
        response.status(status);
        response.header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.send(Json.bytes(new Problem(status.code(), status.reasonPhrase(), detail)));
    }

    @Override
    public void close() {
        server.stop();
    }
}

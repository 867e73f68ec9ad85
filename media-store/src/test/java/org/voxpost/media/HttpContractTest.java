package org.voxpost.media;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

class HttpContractTest extends BackendContract {

    private final Map<String, Content> contents = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable HttpServer server;
    private int versions;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Content(byte[] bytes, String etag) {}

    private HttpServer server() throws IOException {
        HttpServer running = server;
        if (running == null) {
            running = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            running.setExecutor(threads);
            running.createContext("/", this::answer);
            running.start();
            server = running;
        }
        return running;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String name = exchange.getRequestURI().getPath().substring(1);
            Content content = contents.get(name);
            if (exchange.getRequestMethod().equals("PUT")) {
                put(exchange, name, content);
            } else if (content == null) {
                exchange.sendResponseHeaders(404, -1);
            } else if (exchange.getRequestMethod().equals("DELETE")) {
                delete(exchange, name, content);
            } else if (content.etag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                exchange.getResponseHeaders().set("ETag", content.etag());
                exchange.sendResponseHeaders(200, content.bytes().length == 0 ? -1 : content.bytes().length);
                exchange.getResponseBody().write(content.bytes());
            }
        }
    }

    private void put(HttpExchange exchange, String name, @Nullable Content old) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        String none = exchange.getRequestHeaders().getFirst("If-None-Match");
        String same = exchange.getRequestHeaders().getFirst("If-Match");
        boolean fits = none == null || old == null;
        boolean still = same == null || (old != null && same.equals(old.etag()));
        if (fits && still) {
            contents.put(name, new Content(bytes, "\"v" + versions++ + "\""));
        }
        exchange.sendResponseHeaders(fits && still ? 201 : 412, -1);
    }

    private void delete(HttpExchange exchange, String name, Content content) throws IOException {
        String condition = exchange.getRequestHeaders().getFirst("If-Match");
        boolean fits = condition == null || condition.equals(content.etag());
        if (fits) {
            contents.remove(name);
        }
        exchange.sendResponseHeaders(fits ? 204 : 412, -1);
    }

    @AfterEach
    void stop() throws IOException {
        server().stop(0);
        threads.close();
    }

    @Override
    MediaConfiguration configuration(MediaConfiguration base, boolean allowed) throws Exception {
        HttpSettings settings = HttpSettings.allowing(AllowedTarget.parse("127.0.0.1:*"));
        HttpSite site = HttpSite.of(AllowedTarget.parse("localhost:*"))
                .withWrite(HttpWrite.PUT)
                .withDeletion(true);
        return base.withHttp(allowed ? settings.withSites(site) : settings);
    }

    @Override
    MediaUri destination(String name) throws Exception {
        return uri(name);
    }

    @Override
    byte[] written(String name) {
        return Objects.requireNonNull(contents.get(name)).bytes();
    }

    @Override
    boolean isWritten(String name) {
        return contents.containsKey(name);
    }

    @Override
    MediaUri put(String name, byte[] content) throws Exception {
        contents.put(name, new Content(content, "\"v" + versions++ + "\""));
        return uri(name);
    }

    private MediaUri uri(String name) throws Exception {
        return MediaUri.parse("http://localhost:" + server().getAddress().getPort() + "/" + name);
    }

    @Override
    boolean exists(String name) {
        return contents.containsKey(name);
    }
}

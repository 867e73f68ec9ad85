package org.voxpost.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.media.MediaException.Reason;

@Timeout(20)
class HttpMediaTest {

    private static final FetchTerms TERMS = FetchTerms.configured();
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private MediaStore store;

    private HttpSettings settings = HttpSettings.allowing(AllowedTarget.parse("127.0.0.1:*"))
            .withTimes(LONG, LONG, LONG)
            .withMinimumRate(0, LONG)
            .withMaxBytes(1 << 20)
            .withMaxRedirects(3);

    @BeforeEach
    void open() throws Exception {
        reopen(settings, SystemDefaultDnsResolver.INSTANCE);
    }

    @SuppressWarnings("NullAway") // null only before the first call
    private void reopen(HttpSettings changed, DnsResolver names) throws Exception {
        if (store != null) {
            store.close();
        }
        settings = changed;
        Path media = Files.createDirectories(directory.resolve("media"));
        MediaConfiguration configuration = MediaConfiguration.reading(media, directory.resolve("spool"))
                .withHttp(changed)
                .withCache(new CacheSettings(100, 2, Duration.ofHours(1)))
                .withLimits(0, 1 << 20);
        store = SchemeMediaStore.open(configuration, names, SpoolDisk.Local.DISK);
    }

    @AfterEach
    void theSpoolIsIdle() throws Exception {
        assertThat(store.inventory().idle()).isTrue();
        store.close();
        assertThat(directory.resolve("spool").toFile().list()).containsExactly(DirectoryLock.FILE);
    }

    @ParameterizedTest
    @CsvSource({
        "403, REMOTE_STATUS, false",
        "404, NOT_FOUND, false",
        "410, NOT_FOUND, false",
        "408, REMOTE_STATUS, true",
        "429, REMOTE_STATUS, true",
        "500, REMOTE_STATUS, true",
        "503, REMOTE_STATUS, true",
        "204, REMOTE_STATUS, false",
        "304, REMOTE_STATUS, false",
    })
    void anyOtherStatusThan200Fails(int status, Reason reason, boolean temporary) throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 " + status + " X\r\nRetry-After: 7\r\n\r\n")) {
            MediaException failure = failure(reason, server.uri("/a"));
            assertThat(failure.code()).isEqualTo(status);
            assertThat(failure.temporary()).isEqualTo(temporary);
            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Content-Length: 10\\r\\n\\r\\n12345                     | TRUNCATED
        Content-Length: 10\\r\\n\\r\\n                          | TRUNCATED
        Transfer-Encoding: chunked\\r\\n\\r\\n5\\r\\n12345      | TRUNCATED
        Transfer-Encoding: chunked\\r\\n\\r\\n5\\r\\n12345\\r\\n | TRUNCATED
        Transfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\n12345     | TRUNCATED
        Transfer-Encoding: chunked\\r\\n\\r\\n-5\\r\\n12345     | TRUNCATED
        Content-Length: 1048577\\r\\n\\r\\n                     | TOO_LARGE
        Content-Length: 5\\r\\nContent-Encoding: gzip\\r\\n\\r\\n12345 | UNREADABLE
        """)
    void aBodyThatIsNotWhatWasDeclaredFails(String answer, Reason reason) throws Exception {
        String text = OK + answer.replace("\\r\\n", "\r\n");
        try (RawServer server = RawServer.answering(text)) {
            failure(reason, server.uri("/a"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage\r\n\r\n",
                "HTTP/1.1 two hundred\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"
            })
    void whatIsNoAnswerIsATemporaryFailure(String answer) throws Exception {
        try (RawServer server = RawServer.answering(answer)) {
            assertThat(failure(Reason.UNREACHABLE, server.uri("/a")).temporary())
                    .isTrue();
        }
    }

    @Test
    void aHeaderWithoutEndIsCutOff() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            connection.getOutputStream().write((OK + "X: ").getBytes(ISO_8859_1));
            RawServer.endlessly(connection.getOutputStream(), new byte[1000]);
            return false;
        })) {
            failure(Reason.UNREACHABLE, server.uri("/a"));
        }
    }

    @Test
    void aRefusedConnectionIsATemporaryFailure() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        MediaUri uri = MediaUri.parse("http://127.0.0.1:" + port + "/a");
        assertThat(failure(Reason.UNREACHABLE, uri).temporary()).isTrue();
    }

    @Test
    void aResetInMidBodyIsATemporaryFailure() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            connection.getOutputStream().write((OK + "Content-Length: 500000\r\n\r\n12345").getBytes(ISO_8859_1));
            connection.setSoLinger(true, 0);
            return false;
        })) {
            assertThat(failure(Reason.UNREACHABLE, server.uri("/a")).temporary())
                    .isTrue();
        }
    }

    @Test
    void aSilentServerIsGivenUp() throws Exception {
        reopen(settings.withTimes(LONG, SHORT, LONG), SystemDefaultDnsResolver.INSTANCE);
        try (RawServer server = new RawServer((request, connection) -> {
            RawServer.untilClosed(connection);
            return false;
        })) {
            assertThat(failure(Reason.TIMEOUT, server.uri("/a")).temporary()).isTrue();
        }
    }

    @Test
    void aServerThatFallsSilentInMidBodyIsGivenUp() throws Exception {
        reopen(settings.withTimes(LONG, SHORT, LONG), SystemDefaultDnsResolver.INSTANCE);
        try (RawServer server = new RawServer((request, connection) -> {
            connection.getOutputStream().write((OK + "Content-Length: 10\r\n\r\n12345").getBytes(ISO_8859_1));
            RawServer.untilClosed(connection);
            return false;
        })) {
            failure(Reason.TIMEOUT, server.uri("/a"));
        }
    }

    @Test
    void aDrippingBodyMissesTheMinimumRate() throws Exception {
        reopen(settings.withMinimumRate(10_000, SHORT), SystemDefaultDnsResolver.INSTANCE);
        try (RawServer server = new RawServer(HttpMediaTest::drip)) {
            assertThat(failure(Reason.TIMEOUT, server.uri("/a")).getMessage()).contains("slowly");
        }
    }

    @Test
    void aDrippingBodyMissesTheTotalDeadline() throws Exception {
        try (RawServer server = new RawServer(HttpMediaTest::drip)) {
            FetchTerms brief = new FetchTerms(SHORT, 1000);
            assertThat(Failing.with(Reason.TIMEOUT, () -> store.fetch(server.uri("/a"), brief))
                            .getMessage())
                    .contains("150 ms");
        }
    }

    private static boolean drip(String request, Socket connection) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write((OK + "Content-Length: 900\r\n\r\n").getBytes(ISO_8859_1));
        for (int i = 0; i < 900; i++) {
            out.write('x');
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return false;
    }

    @Test
    void aNameServiceThatHangsMissesTheTotalDeadline() throws Exception {
        SilentNames names = new SilentNames();
        reopen(HttpSettings.allowing(AllowedTarget.parse("media.example.net")), names);
        MediaUri uri = MediaUri.parse("http://media.example.net/a");
        Failing.with(Reason.TIMEOUT, () -> store.fetch(uri, new FetchTerms(SHORT, 1000)));
        assertThat(names.interrupted.await(15, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aServerWithoutTlsIsNoHttpsServer() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> false)) {
            MediaUri uri = MediaUri.parse("https://127.0.0.1:" + server.port() + "/a");
            failure(Reason.UNREACHABLE, uri);
        }
    }

    @Test
    void anEndlessBodyEndsAtTheLimit() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            connection.getOutputStream().write((OK + "\r\n").getBytes(ISO_8859_1));
            RawServer.endlessly(connection.getOutputStream(), new byte[10_000]);
            return false;
        })) {
            failure(Reason.TOO_LARGE, server.uri("/a"));
        }
    }

    @Test
    void anInterruptCancelsTheFetch() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer server = new RawServer((request, connection) -> {
            connection.getOutputStream().write((OK + "Content-Length: 10\r\n\r\n12345").getBytes(ISO_8859_1));
            asked.countDown();
            RawServer.untilClosed(connection);
            return false;
        })) {
            MediaUri uri = server.uri("/a");
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread fetching = Thread.ofVirtual().start(() -> {
                Failing.with(Reason.CANCELLED, () -> store.fetch(uri, TERMS));
                interrupted.complete(Thread.currentThread().isInterrupted());
            });
            assertThat(asked.await(15, TimeUnit.SECONDS)).isTrue();
            fetching.interrupt();
            assertThat(interrupted.get(15, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aFullDiskIsSaidBeforeTheBodyIsRead() throws Exception {
        store.close();
        store = MediaStore.open(MediaConfiguration.reading(directory.resolve("media"), directory.resolve("spool"))
                .withHttp(settings)
                .withLimits(Long.MAX_VALUE / 2, 1000));
        try (RawServer server = RawServer.answering(OK + "Content-Length: 5\r\n\r\n12345")) {
            assertThat(failure(Reason.NO_SPACE, server.uri("/a")).temporary()).isTrue();
        }
    }

    @Test
    void redirectsAreFollowedWithinTheirLimit() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            String answer = request.startsWith("GET /3%20x ")
                    ? OK + "Content-Type: audio/AMR\r\nContent-Length: 2\r\n\r\nok"
                    : request.startsWith("GET /2 ") ? redirect("./3 x") : redirect("/2");
            connection.getOutputStream().write(answer.getBytes(ISO_8859_1));
            return true;
        })) {
            try (Fetched fetched = store.fetch(server.uri("/1"), TERMS)) {
                assertThat(BackendContract.text(fetched)).isEqualTo("ok");
                assertThat(fetched.contentType()).contains("audio/AMR");
                assertThat(fetched.name()).isEqualTo("1");
            }
            assertThat(server.requests).hasSize(3).allMatch(request -> request.contains("Accept-Encoding: identity"));
        }
    }

    @Test
    void aCircleOfRedirectsEnds() throws Exception {
        try (RawServer server = RawServer.answering(redirect("/again"))) {
            MediaException failure = failure(Reason.REMOTE_STATUS, server.uri("/a"));
            assertThat(failure.code()).isEqualTo(302);
            assertThat(server.requests).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.2:8080/a",
                "http://169.254.169.254/latest/meta-data",
                "//127.0.0.2/a",
                "http://[::1]/a",
                "http://0x7f.0.0.2/a",
                "file:///etc/passwd",
                "ftp://127.0.0.1/a",
                "http://user@127.0.0.1/a",
                "gopher://127.0.0.1/a",
                "http://127.0.0.1/a\u0001b"
            })
    void aRedirectOutOfTheAllowListIsRefused(String location) throws Exception {
        try (RawServer server = RawServer.answering(redirect(location))) {
            failure(Reason.FORBIDDEN, server.uri("/a"));
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void aNameThatTurnsIntoALocalAddressIsRefused() throws Exception {
        try (RawServer server = RawServer.answering(OK + "\r\n")) {
            AllowedTarget rule = AllowedTarget.parse("media.example.net:" + server.port());
            reopen(HttpSettings.allowing(rule), new FixedNames(List.of("127.0.0.1")));
            failure(Reason.FORBIDDEN, MediaUri.parse("http://media.example.net:" + server.port() + "/a"));
            assertThat(server.connections).isEmpty();
        }
    }

    @Test
    void ofSeveralAddressesOnlyTheAllowedAreConnectedTo() throws Exception {
        try (RawServer server = RawServer.answering(OK + "Content-Length: 2\r\n\r\nok")) {
            AllowedTarget rule = AllowedTarget.parse("media.lan@127.0.0.1:" + server.port());
            reopen(HttpSettings.allowing(rule), new FixedNames(List.of("169.254.169.254", "127.0.0.1")));
            MediaUri uri = MediaUri.parse("http://media.lan:" + server.port() + "/a");
            try (Fetched fetched = store.fetch(uri, TERMS)) {
                assertThat(fetched.length()).isEqualTo(2);
            }
        }
    }

    @Test
    void withoutAnAllowListNothingIsResolved() throws Exception {
        reopen(HttpSettings.denyAll(), new FixedNames(List.of()));
        failure(Reason.FORBIDDEN, MediaUri.parse("http://media.example.net/a"));
    }

    @Test
    void anUnknownHostIsATemporaryFailure() throws Exception {
        reopen(HttpSettings.allowing(AllowedTarget.parse("media.example.net")), new FixedNames(List.of()));
        assertThat(failure(Reason.UNREACHABLE, MediaUri.parse("http://media.example.net/a"))
                        .temporary())
                .isTrue();
    }

    @Test
    void aConnectionIsUsedAgain() throws Exception {
        try (RawServer server = keepingAlive("")) {
            for (int i = 0; i < 5; i++) {
                store.fetch(server.uri("/" + i), TERMS).close();
            }
            assertThat(server.connections).hasSize(1);
        }
    }

    @Test
    void anUnchangedBodyIsNotSentAgain() throws Exception {
        try (RawServer server = keepingAlive("ETag: \"1\"\r\nLast-Modified: Sat, 21 Nov 2026 00:00:00 GMT\r\n")) {
            for (int i = 0; i < 3; i++) {
                try (Fetched fetched = store.fetch(server.uri("/a"), TERMS)) {
                    assertThat(BackendContract.text(fetched)).isEqualTo("0123456789");
                }
            }
            assertThat(server.requests).hasSize(3);
            assertThat(server.requests.get(0)).doesNotContain("If-None-Match");
            assertThat(server.requests.get(1)).contains("If-None-Match: \"1\"");
            assertThat(store.inventory().cached()).hasSize(1);
        }
    }

    @Test
    void aDateValidatesWhereThereIsNoEntityTag() throws Exception {
        try (RawServer server = keepingAlive("Last-Modified: Sat, 21 Nov 2026 00:00:00 GMT\r\n")) {
            for (int i = 0; i < 2; i++) {
                store.fetch(server.uri("/a"), TERMS).close();
            }
            assertThat(server.requests.get(1)).contains("If-Modified-Since: Sat, 21 Nov 2026 00:00:00 GMT");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ETag: \"1\"\r\nCache-Control: max-age=1, No-Store\r\n",
                "ETag: \"1\"\r\nVary: *\r\n",
                "ETag: \"1\"\r\nCache-Control: private\r\n"
            })
    void whatMayNotBeStoredIsNotKept(String headers) throws Exception {
        try (RawServer server = keepingAlive(headers)) {
            for (int i = 0; i < 2; i++) {
                store.fetch(server.uri("/a"), TERMS).close();
            }
            assertThat(server.requests.get(1)).doesNotContain("If-");
            assertThat(store.inventory().cached()).isEmpty();
        }
    }

    @Test
    void theCacheIsBoundedAndForgetsTheOldestFirst() throws Exception {
        try (RawServer server = keepingAlive("ETag: \"1\"\r\n")) {
            for (String path : new String[] {"/a", "/b", "/a", "/c", "/a", "/b"}) {
                store.fetch(server.uri(path), TERMS).close();
                assertThat(store.inventory().cached()).hasSizeLessThanOrEqualTo(2);
            }
            assertThat(server.requests.get(4)).startsWith("GET /a").contains("If-None-Match");
            assertThat(server.requests.get(5)).startsWith("GET /b").doesNotContain("If-None-Match");
        }
    }

    @Test
    void anEvictedFileStaysReadableForWhoHasItOpen() throws Exception {
        try (RawServer server = keepingAlive("ETag: \"1\"\r\n");
                Fetched first = store.fetch(server.uri("/a"), TERMS)) {
            store.fetch(server.uri("/b"), TERMS).close();
            store.fetch(server.uri("/c"), TERMS).close();
            assertThat(BackendContract.text(first)).isEqualTo("0123456789");
        }
    }

    @Test
    void deletionFollowsNoRedirect() throws Exception {
        reopen(settings.withDeletion(true), SystemDefaultDnsResolver.INSTANCE);
        try (RawServer server = RawServer.answering(redirect("/other"))) {
            MediaException failure = Failing.with(Reason.REMOTE_STATUS, () -> store.delete(server.uri("/a")));
            assertThat(failure.code()).isEqualTo(302);
            assertThat(server.requests).singleElement().asString().startsWith("DELETE /a ");
        }
    }

    private static RawServer keepingAlive(String headers) throws IOException {
        return new RawServer((request, connection) -> {
            String answer = request.contains("If-")
                    ? "HTTP/1.1 304 Not Modified\r\n\r\n"
                    : OK + headers + "Content-Length: 10\r\n\r\n0123456789";
            connection.getOutputStream().write(answer.getBytes(ISO_8859_1));
            return true;
        });
    }

    private static String redirect(String location) {
        return "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
    }

    private MediaException failure(Reason reason, MediaUri uri) {
        return Failing.with(reason, () -> store.fetch(uri, TERMS));
    }

    /** A name service that says the same of every name. */
    private record FixedNames(List<String> addresses) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            List<InetAddress> all = new ArrayList<>();
            for (String address : addresses) {
                all.add(InetAddress.getByName(address));
            }
            if (all.isEmpty()) {
                throw new UnknownHostException(host);
            }
            return all.toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    /** A name service that never answers. */
    private static final class SilentNames implements DnsResolver {
        final CountDownLatch interrupted = new CountDownLatch(1);

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                interrupted.countDown();
            }
            throw new UnknownHostException(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}

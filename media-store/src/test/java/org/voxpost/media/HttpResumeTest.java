package org.voxpost.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.media.MediaException.Reason;

/** Bodies that break off, and what servers answer when they are asked for the rest. */
@Timeout(60)
class HttpResumeTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Pattern RANGE = Pattern.compile("\r\nRange: bytes=(\\d+)-\r\n");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private MediaStore store;

    private final byte[] first = noise(1);
    private final byte[] second = noise(2);

    private static byte[] noise(long seed) {
        byte[] content = new byte[100_000];
        new Random(seed).nextBytes(content);
        return content;
    }

    @BeforeEach
    void open() throws Exception {
        Path media = Files.createDirectories(directory.resolve("media"));
        store = MediaStore.open(MediaConfiguration.reading(media, directory.resolve("spool"))
                .withHttp(HttpSettings.allowing(AllowedTarget.parse("127.0.0.1:*"))
                        .withTimes(LONG, LONG, LONG)
                        .withResumes(3))
                .withLimits(0, 1 << 20));
    }

    @AfterEach
    void theSpoolIsIdle() throws Exception {
        assertThat(store.inventory().idle()).isTrue();
        store.close();
        assertThat(directory.resolve("spool").toFile().list()).containsExactly(DirectoryLock.FILE);
    }

    /** What a server has at one moment, and after how many bytes of it the connection breaks. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Moment(byte[] content, String etag, int breakAfter) {}

    private static final int NEVER = Integer.MAX_VALUE;

    /** A server that knows ranges, with another moment for each request. */
    private static RawServer server(Moment... moments) throws IOException {
        Deque<Moment> left = new ArrayDeque<>(Arrays.asList(moments));
        return new RawServer((request, connection) -> {
            Moment now = left.size() > 1 ? left.removeFirst() : left.getFirst();
            answer(request, connection, now);
            return false;
        });
    }

    private static void answer(String request, Socket connection, Moment now) throws IOException {
        Matcher range = RANGE.matcher(request);
        int start = range.find() && request.contains("If-Range: " + now.etag() + "\r\n")
                ? Integer.parseInt(range.group(1))
                : 0;
        int length = now.content().length;
        String head = start == 0
                ? "HTTP/1.1 200 OK\r\n"
                : "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + start + "-" + (length - 1) + "/" + length
                        + "\r\n";
        send(connection, head + "ETag: " + now.etag() + "\r\nContent-Length: " + (length - start) + "\r\n\r\n");
        connection.getOutputStream().write(now.content(), start, Math.min(now.breakAfter(), length - start));
    }

    private static void send(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private byte[] fetch(RawServer server) throws Exception {
        try (Fetched fetched = store.fetch(server.uri("/a"), FetchTerms.configured())) {
            byte[] all = fetched.stream().readAllBytes();
            assertThat(fetched.hash(HashAlgorithm.SHA_256).digest())
                    .isEqualTo(MessageDigest.getInstance("SHA-256").digest(all));
            return all;
        }
    }

    private MediaException failure(Reason reason, RawServer server) {
        return Failing.with(reason, () -> fetch(server));
    }

    @Test
    void aBrokenBodyGoesOnWhereItBroke() throws Exception {
        try (RawServer server = server(
                new Moment(first, "\"1\"", 30_000),
                new Moment(first, "\"1\"", 50_000),
                new Moment(first, "\"1\"", NEVER))) {
            assertThat(fetch(server)).isEqualTo(first);
            assertThat(server.requests.get(0)).doesNotContain("Range");
            assertThat(server.requests.get(1)).contains("Range: bytes=30000-\r\n", "If-Range: \"1\"\r\n");
            assertThat(server.requests.get(2)).contains("Range: bytes=80000-\r\n");
            assertThat(server.requests).hasSize(3);
        }
    }

    @Test
    void anotherVersionIsFetchedAnewAndNeverGlued() throws Exception {
        try (RawServer server = server(
                new Moment(first, "\"1\"", 30_000),
                new Moment(second, "\"2\"", 50_000),
                new Moment(second, "\"2\"", NEVER))) {
            assertThat(fetch(server)).isEqualTo(second);
            assertThat(server.requests.get(2)).contains("Range: bytes=50000-\r\n", "If-Range: \"2\"\r\n");
        }
    }

    @Test
    void triesEndAtTheirLimit() throws Exception {
        try (RawServer server = server(new Moment(first, "\"1\"", 10))) {
            assertThat(failure(Reason.TRUNCATED, server).temporary()).isTrue();
            assertThat(server.requests).hasSize(4);
        }
    }

    @Test
    void aVersionThatChangesEveryTimeEndsAtTheLimit() throws Exception {
        try (RawServer server = server(
                new Moment(first, "\"1\"", 10),
                new Moment(second, "\"2\"", 10),
                new Moment(first, "\"3\"", 10),
                new Moment(second, "\"4\"", 10))) {
            failure(Reason.TRUNCATED, server);
            assertThat(server.requests).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ETag: W/\"1\"\r\n",
                "",
                "Last-Modified: Sat, 21 Nov 2026 00:00:00 GMT\r\n",
                "Last-Modified: Sat, 21 Nov 2026 00:00:00 GMT\r\nDate: Sat, 21 Nov 2026 00:00:00 GMT\r\n"
            })
    void withoutAStrongValidatorNothingIsResumed(String fields) throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            send(connection, "HTTP/1.1 200 OK\r\n" + fields + "Content-Length: 10\r\n\r\n12345");
            return false;
        })) {
            failure(Reason.TRUNCATED, server);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void aDateFromBeforeTheAnswerIsStrong() throws Exception {
        String dates = "Last-Modified: Sat, 21 Nov 2026 00:00:00 GMT\r\nDate: Sat, 21 Nov 2026 00:00:01 GMT\r\n";
        try (RawServer server = new RawServer((request, connection) -> {
            boolean rest = request.contains("Range: bytes=5-\r\n")
                    && request.contains("If-Range: Sat, 21 Nov 2026 00:00:00 GMT\r\n");
            send(
                    connection,
                    rest
                            ? "HTTP/1.1 206 Partial\r\n" + dates
                                    + "Content-Range: bytes 5-9/10\r\nContent-Length: 5\r\n\r\n67890"
                            : "HTTP/1.1 200 OK\r\n" + dates + "Content-Length: 10\r\n\r\n12345");
            return false;
        })) {
            assertThat(fetch(server)).isEqualTo("1234567890".getBytes(ISO_8859_1));
        }
    }

    /** A server that sends a part all the same, or a part of something else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ETag: \"2\"\r\nContent-Range: bytes 5-9/10\r\n",
                "Content-Range: bytes 5-9/10\r\n",
                "ETag: \"1\"\r\nContent-Range: bytes 4-9/10\r\n",
                "ETag: \"1\"\r\nContent-Range: bytes 6-9/10\r\n",
                "ETag: \"1\"\r\nContent-Range: bytes 5-8/10\r\n",
                "ETag: \"1\"\r\nContent-Range: bytes 5-9/*\r\n",
                "ETag: \"1\"\r\nContent-Range: bytes 5-10/11\r\n",
                "ETag: \"1\"\r\nContent-Range: bytes 5-9/99999999999999999999\r\n",
                "ETag: \"1\"\r\nContent-Range: bytes 5-9/10\r\nContent-Range: bytes 5-9/10\r\n",
                "ETag: \"1\"\r\nContent-Type: multipart/byteranges; boundary=x\r\n",
                "ETag: \"1\"\r\n"
            })
    void aPartThatDoesNotFitIsNotUsed(String fields) throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            boolean whole = !request.contains("Range: ");
            send(
                    connection,
                    whole
                            ? "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 10\r\n\r\n12345"
                            : "HTTP/1.1 206 Partial\r\n" + fields + "Content-Length: 5\r\n\r\nXXXXX");
            return false;
        })) {
            failure(Reason.CHANGED, server);
            assertThat(server.requests).hasSize(4);
            assertThat(server.requests.get(2)).doesNotContain("Range: ");
        }
    }

    @Test
    void aResourceThatBecameShorterIsFetchedAnew() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            boolean rest = request.contains("Range: ");
            send(
                    connection,
                    rest
                            ? "HTTP/1.1 416 X\r\nContent-Range: bytes */3\r\nContent-Length: 0\r\n\r\n"
                            : "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 10\r\n\r\n12345");
            return false;
        })) {
            failure(Reason.CHANGED, server);
            assertThat(server.requests).hasSize(4);
            assertThat(server.requests.get(2)).doesNotContain("Range: ");
        }
    }

    private static String part(String range, String five) {
        String fields = "ETag: \"1\"\r\nContent-Range: bytes " + range + "\r\nContent-Length: 5\r\n\r\n";
        return "HTTP/1.1 206 Partial\r\n" + fields + five;
    }

    @Test
    void aPartNobodyAskedForIsNoContent() throws Exception {
        try (RawServer server = RawServer.answering(part("0-4/10", "12345"))) {
            assertThat(failure(Reason.REMOTE_STATUS, server).code()).isEqualTo(206);
        }
    }

    @Test
    void whatTheServerAnswersInTheEndIsTold() throws Exception {
        Deque<String> answers = new ArrayDeque<>(Arrays.asList(
                "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 10\r\n\r\n12345",
                "HTTP/1.1 404 Gone\r\nContent-Length: 0\r\n\r\n"));
        try (RawServer server = new RawServer((request, connection) -> {
            send(connection, answers.removeFirst());
            return false;
        })) {
            failure(Reason.NOT_FOUND, server);
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void aChunkedBodyOfUnknownLengthGoesOnToo() throws Exception {
        Deque<String> answers = new ArrayDeque<>(Arrays.asList(
                "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n",
                part("5-9/10", "67890")));
        try (RawServer server = new RawServer((request, connection) -> {
            send(connection, answers.removeFirst());
            return false;
        })) {
            assertThat(fetch(server)).isEqualTo("1234567890".getBytes(ISO_8859_1));
        }
    }

    @Test
    void aBodyThatIsNotWhatItsDigestPromisesIsRefused() throws Exception {
        String digest = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest("12345".getBytes(ISO_8859_1)));
        for (String field : new String[] {"Repr-Digest", "Content-Digest"}) {
            String head = "HTTP/1.1 200 OK\r\n" + field + ": md5=:xx:, sha-256=:" + digest
                    + ":\r\nContent-Length: 5\r\nConnection: close\r\n\r\n";
            try (RawServer server = RawServer.answering(head + "12345")) {
                assertThat(fetch(server)).hasSize(5);
            }
            try (RawServer server = RawServer.answering(head + "12346")) {
                assertThat(failure(Reason.CORRUPT, server).temporary()).isTrue();
            }
        }
    }

    @Test
    void aConnectionThatWasClosedMeanwhileIsNoFailure() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            for (int i = 0; i < 20; i++) {
                assertThat(fetch(server)).hasSize(2);
            }
        }
    }
}

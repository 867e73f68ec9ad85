package org.voxpost.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.media.MediaException.Reason;

/** What differs by server: credentials, writing, TLS, proxies; and that none of it gets elsewhere. */
@Timeout(60)
class HttpSitesTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String USER = "voxpost";
    private static final String SECRET = "s3cr:et";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    private final Names names = new Names();
    private @Nullable MediaStore store;

    /** Every name is this machine. */
    private static final class Names implements DnsResolver {
        final List<String> asked = new CopyOnWriteArrayList<>();

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            asked.add(host);
            return new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private MediaStore open(HttpSettings settings) throws Exception {
        Path media = Files.createDirectories(directory.resolve("media"));
        MediaStore opened = SchemeMediaStore.open(
                MediaConfiguration.reading(media, directory.resolve("spool")).withHttp(settings),
                names,
                SpoolDisk.Local.DISK);
        store = opened;
        return opened;
    }

    private MediaStore open(HttpSite... sites) throws Exception {
        return open(HttpSettings.allowing(AllowedTarget.parse("127.0.0.0/8:*")).withSites(sites));
    }

    @AfterEach
    void theSpoolIsIdle() throws Exception {
        if (store != null) {
            assertThat(store.inventory().idle()).isTrue();
            store.close();
        }
    }

    private static HttpSite site(String match) {
        return HttpSite.of(AllowedTarget.parse(match));
    }

    private static MediaUri uri(String host, RawServer server) throws MediaException {
        return MediaUri.parse("http://" + host + ":" + server.port() + "/a");
    }

    private static void fetch(MediaStore from, MediaUri uri) throws Exception {
        try (Fetched fetched = from.fetch(uri, FetchTerms.configured())) {
            assertThat(fetched.length()).isEqualTo(2);
        }
    }

    @Test
    void aPasswordGoesToItsHostOnly() throws Exception {
        try (RawServer server = RawServer.answering(OK)) {
            MediaStore media = open(site("media.example.net:*").withLogin(new HttpLogin.Basic(USER, SECRET, true)));
            fetch(media, uri("media.example.net", server));
            fetch(media, uri("other.example.net", server));
            assertThat(server.requests.get(0)).contains("Authorization: Basic dm94cG9zdDpzM2NyOmV0\r\n");
            assertThat(server.requests.get(1)).doesNotContain("Authorization");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic", "digest", "bearer"})
    void noSecretFollowsARedirect(String kind) throws Exception {
        HttpLogin login = switch (kind) {
            case "basic" -> new HttpLogin.Basic(USER, SECRET, true);
            case "digest" -> new HttpLogin.Digest(USER, SECRET);
            default -> new HttpLogin.Bearer(SECRET, true);
        };
        String challenge = String.join(
                "\r\n",
                "HTTP/1.1 401 Who",
                "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"",
                "WWW-Authenticate: Basic realm=\"r\"",
                "WWW-Authenticate: Bearer",
                "Content-Length: 0",
                "",
                "");
        try (RawServer thief = RawServer.answering(challenge);
                RawServer server = RawServer.answering("HTTP/1.1 302 Found\r\nLocation: http://thief.example.net:"
                        + thief.port() + "/a\r\nContent-Length: 0\r\n\r\n")) {
            MediaStore media = open(site("media.example.net:*").withLogin(login));
            MediaException refused = Failing.with(
                    Reason.REMOTE_STATUS, () -> media.fetch(uri("media.example.net", server), FetchTerms.configured()));
            assertThat(refused.code()).isEqualTo(401);
            assertThat(refused.temporary()).isFalse();
            assertThat(refused.getMessage()).doesNotContain(SECRET);
            assertThat(thief.requests).isNotEmpty().noneMatch(request -> request.contains("Authorization"));
        }
    }

    @Test
    void secretsDoNotGoOverPlainHttpUnlessToldTo() throws Exception {
        try (RawServer server = RawServer.answering(OK)) {
            MediaStore media = open(
                    site("a.example.net:*").withLogin(new HttpLogin.Basic(USER, SECRET, false)),
                    site("b.example.net:*").withLogin(new HttpLogin.Bearer(SECRET, false)));
            for (String host : List.of("a.example.net", "b.example.net")) {
                Failing.with(Reason.FORBIDDEN, () -> media.fetch(uri(host, server), FetchTerms.configured()));
            }
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void anAddressInTheUriIsASiteOfItsNetwork() {
        for (String[] one : new String[][] {
            {"[::1]:8080", "[::1]", "true"},
            {"[::1]:8080", "localhost", "false"},
            {"127.0.0.0/8:8080", "127.0.0.9", "true"},
            {"127.0.0.0/8:8080", "128.0.0.9", "false"},
            {"media.lan@127.0.0.0/8:8080", "media.lan", "true"},
        }) {
            assertThat(AllowedTarget.parse(one[0]).means(one[1], 8080))
                    .as(one[0] + " " + one[1])
                    .isEqualTo(one[2].equals("true"));
        }
    }

    @Test
    void aTokenGoesAlong() throws Exception {
        try (RawServer server = RawServer.answering(OK)) {
            fetch(open(site("127.0.0.1:*").withLogin(new HttpLogin.Bearer("t0ken", true))), uri("127.0.0.1", server));
            assertThat(server.requests.getFirst()).contains("Authorization: Bearer t0ken\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"MD5, MD5", "SHA-256, SHA-256"})
    void aDigestChallengeIsAnswered(String algorithm, String hash) throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            String answer = request.contains("Authorization: Digest ")
                    ? OK
                    : "HTTP/1.1 401 Who\r\n"
                            + "WWW-Authenticate: Digest realm=\"media\", nonce=\"abc\", qop=\"auth\", algorithm="
                            + algorithm + "\r\nContent-Length: 0\r\n\r\n";
            connection.getOutputStream().write(answer.getBytes(ISO_8859_1));
            return true;
        })) {
            fetch(
                    open(site("media.example.net:*").withLogin(new HttpLogin.Digest(USER, SECRET))),
                    uri("media.example.net", server));
            String answer = server.requests.get(1);
            String secret = hex(hash, USER + ":media:" + SECRET);
            String expected = hex(
                    hash,
                    secret + ":abc:" + field(answer, "nc") + ":" + field(answer, "cnonce") + ":auth:"
                            + hex(hash, "GET:/a"));
            assertThat(field(answer, "response")).isEqualTo(expected);
            assertThat(answer).doesNotContain(SECRET);
        }
    }

    private static String hex(String algorithm, String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
    }

    private static String field(String request, String name) {
        Matcher found = Pattern.compile("[ ,]" + name + "=\"?([^\",\r]+)").matcher(request);
        assertThat(found.find()).as(name + " in " + request).isTrue();
        return found.group(1);
    }

    @Test
    void noTextOfSettingsShowsASecret() {
        for (Object settings : List.of(
                new HttpLogin.Basic(USER, SECRET, true),
                new HttpLogin.Digest(USER, SECRET),
                new HttpLogin.Bearer(SECRET, true),
                new HttpProxy("proxy", 3128, USER, SECRET),
                site("a")
                        .withLogin(new HttpLogin.Basic(USER, SECRET, true))
                        .withProxy(new HttpProxy("proxy", 3128, USER, SECRET)))) {
            assertThat(settings.toString()).doesNotContain(SECRET);
        }
    }

    @Test
    void aProxyIsAskedForWhatAllowedNamesMean() throws Exception {
        try (RawServer proxy = RawServer.answering(OK)) {
            HttpSettings settings = HttpSettings.allowing(
                            AllowedTarget.parse("*.example.net"), AllowedTarget.parse("inside.lan@10.0.0.0/8"))
                    .withSites(
                            site("*.example.net").withProxy(new HttpProxy("proxy.lan", proxy.port(), "", "")),
                            site("inside.lan").withProxy(new HttpProxy("proxy.lan", proxy.port(), "", "")));
            MediaStore media = open(settings);
            fetch(media, MediaUri.parse("http://media.example.net/a"));
            assertThat(proxy.requests.getFirst()).startsWith("GET http://media.example.net/a HTTP/1.1\r\n");
            assertThat(names.asked).containsExactly("proxy.lan");
            for (String hidden : List.of("http://inside.lan/a", "http://127.0.0.1/a", "http://other.example.com/a")) {
                Failing.with(Reason.FORBIDDEN, () -> media.fetch(MediaUri.parse(hidden), FetchTerms.configured()));
            }
            assertThat(proxy.requests).hasSize(1);
        }
    }

    @Test
    void aRedirectThroughAProxyIsJudgedAgain() throws Exception {
        try (RawServer proxy = RawServer.answering(
                "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest\r\nContent-Length: 0\r\n\r\n")) {
            MediaStore media = open(HttpSettings.allowing(AllowedTarget.parse("*.example.net"))
                    .withSites(site("*.example.net").withProxy(new HttpProxy("proxy.lan", proxy.port(), "", ""))));
            Failing.with(
                    Reason.FORBIDDEN,
                    () -> media.fetch(MediaUri.parse("http://media.example.net/a"), FetchTerms.configured()));
            assertThat(proxy.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, ''",
        "201, ''",
        "204, ''",
        "202, REMOTE_STATUS",
        "302, REMOTE_STATUS",
        "403, REMOTE_STATUS",
        "507, REMOTE_STATUS"
    })
    void onlyAPlainSuccessOfAWriteCounts(int status, String reason) throws Exception {
        try (RawServer server =
                RawServer.answering("HTTP/1.1 " + status + " X\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n")) {
            MediaStore media = open(site("127.0.0.1:*").withWrite(HttpWrite.POST));
            if (reason.isEmpty()) {
                assertThat(write(media, server, WriteMode.REPLACE)).isEqualTo(3);
            } else {
                MediaException refused =
                        Failing.with(Reason.valueOf(reason), () -> write(media, server, WriteMode.REPLACE));
                assertThat(refused.code()).isEqualTo(status);
                assertThat(refused.temporary()).isEqualTo(status >= 500);
            }
            assertThat(server.requests).hasSize(1);
            assertThat(server.requests.getFirst())
                    .startsWith("POST /a HTTP/1.1\r\n")
                    .contains("Content-Length: 3\r\n", "Content-Digest: sha-256=:");
        }
    }

    private static long write(MediaStore media, RawServer server, WriteMode mode) throws Exception {
        return media.write(new ByteArrayInputStream("new".getBytes(UTF_8)), server.uri("/a"), mode);
    }

    @Test
    void nothingIsAppendedWherePostsAreMadeOrVersionsAreNotTold() throws Exception {
        try (RawServer server = RawServer.answering(OK)) {
            MediaStore media = open(
                    site("media.example.net:*").withWrite(HttpWrite.POST),
                    site("127.0.0.1:*").withWrite(HttpWrite.PUT));
            MediaUri post = uri("media.example.net", server);
            Failing.with(
                    Reason.FORBIDDEN, () -> media.write(new ByteArrayInputStream(new byte[1]), post, WriteMode.APPEND));
            assertThat(server.requests).isEmpty();
            Failing.with(Reason.FORBIDDEN, () -> write(media, server, WriteMode.APPEND));
            assertThat(server.requests).singleElement().asString().startsWith("GET ");
        }
    }

    @Test
    void aServerThatIsRedirectedWhileItIsWrittenToGetsNothing() throws Exception {
        try (RawServer other = RawServer.answering(OK);
                RawServer server = RawServer.answering("HTTP/1.1 307 Moved\r\nLocation: http://127.0.0.1:"
                        + other.port() + "/a\r\nContent-Length: 0\r\n\r\n")) {
            MediaStore media = open(site("127.0.0.1:*").withWrite(HttpWrite.PUT));
            Failing.with(Reason.REMOTE_STATUS, () -> write(media, server, WriteMode.REPLACE));
            assertThat(other.requests).isEmpty();
        }
    }

    @Test
    void whatIsFreshIsNotAskedForAgain() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nETag: \"1\"\r\nCache-Control: max-age=600\r\n"
                + "Connection: close\r\nContent-Length: 2\r\n\r\nok")) {
            MediaStore media = open();
            for (int i = 0; i < 3; i++) {
                fetch(media, uri("media.example.net", server));
            }
            assertThat(server.requests).hasSize(1);
            for (Path kept : media.inventory().cached()) {
                Files.writeString(kept, "ko");
            }
            fetch(media, uri("media.example.net", server));
            assertThat(server.requests).as("a flipped bit is found").hasSize(2);
        }
    }

    @Test
    void whatWasShownToUsAloneIsNotKept() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nETag: \"1\"\r\nCache-Control: max-age=600\r\n"
                + "Connection: close\r\nContent-Length: 2\r\n\r\nok")) {
            MediaStore media = open(site("127.0.0.1:*").withLogin(new HttpLogin.Bearer("t", true)));
            fetch(media, server.uri("/a"));
            fetch(media, server.uri("/a"));
            assertThat(server.requests).hasSize(2);
            assertThat(media.inventory().cached()).isEmpty();
        }
    }

    @Test
    void aNameIsResolvedOnceAndThatAddressIsConnectedTo() throws Exception {
        Map<Integer, String> addresses = Map.of(0, "127.0.0.1", 1, "169.254.169.254");
        List<String> given = new CopyOnWriteArrayList<>();
        DnsResolver rebinding = new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                String address = addresses.getOrDefault(given.size(), "169.254.169.254");
                given.add(address);
                return new InetAddress[] {InetAddress.ofLiteral(address)};
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
        try (RawServer server =
                RawServer.answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")) {
            Path media = Files.createDirectories(directory.resolve("media"));
            MediaStore rebound = SchemeMediaStore.open(
                    MediaConfiguration.reading(media, directory.resolve("spool"))
                            .withHttp(
                                    HttpSettings.allowing(AllowedTarget.parse("media.lan@127.0.0.1:" + server.port()))),
                    rebinding,
                    SpoolDisk.Local.DISK);
            store = rebound;
            fetch(rebound, uri("media.lan", server));
            assertThat(given).containsExactly("127.0.0.1");
            Failing.with(Reason.FORBIDDEN, () -> rebound.fetch(uri("media.lan", server), FetchTerms.configured()));
            assertThat(server.requests).hasSize(1);
        }
    }

    /** Ways to write an address that is not allowed, against rules of every kind. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/a",
                "http://127.1/a",
                "http://2130706433/a",
                "http://0x7f000001/a",
                "http://0177.0.0.1/a",
                "http://0/a",
                "http://[::1]/a",
                "http://[::]/a",
                "http://[::ffff:127.0.0.1]/a",
                "http://[::ffff:7f00:1]/a",
                "http://[::127.0.0.1]/a",
                "http://[64:ff9b::7f00:1]/a",
                "http://[fe80::1]/a",
                "http://[fe80::1%25lo]/a",
                "http://169.254.169.254/latest/meta-data/",
                "http://[fd00:ec2::254]/latest/meta-data/",
                "http://localhost/a",
                "http://localhost./a",
                "http://LOCALHOST/a",
                "http://media.example.net.evil.example.com/a",
                "http://evilexample.net/a",
                "http://media.example.net@127.0.0.1/a",
                "http://127.0.0.1#@media.example.net/a",
                "http://127.0.0.1?@media.example.net/a",
                "http://127.0.0.1\\@media.example.net/a",
                "http://media.example.net:22/a",
                "http://①②⑦.⓪.⓪.①/a",
                "http://127。0。0。1/a"
            })
    void noSpellingGetsPastTheAllowList(String text) throws Exception {
        MediaStore media = open(HttpSettings.allowing(
                AllowedTarget.parse("media.example.net"),
                AllowedTarget.parse("*.example.net"),
                AllowedTarget.parse("10.0.0.0/8"),
                AllowedTarget.parse("[2001:db8::]:80")));
        MediaException refused = catchThrowableOfType(
                MediaException.class,
                () -> media.fetch(MediaUri.parse(text), FetchTerms.configured()).close());
        assertThat(refused.reason()).isIn(Reason.FORBIDDEN, Reason.BAD_URI);
        assertThat(refused.getStackTrace()).isEmpty();
    }
}

package org.voxpost.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.voxpost.app.serve.Psap;
import org.voxpost.testkit.MsrpPeer;
import org.voxpost.testkit.TextCaller;

/** A call for help comes in, some lines and a long one in two pieces are written, and the caller hangs up. */
final class TextPlay implements CrashPlay {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofMillis(400);
    private static final Duration UNDER_WAY = Duration.ofMillis(200);
    private static final List<String> LINES = List.of("someone is in the house", "upstairs", "please hurry");
    private static final String FIRST_HALF = "he has a gun in the ";
    private static final String SECOND_HALF = "left hand";
    private static final List<String> ALL = List.of(LINES.get(0), LINES.get(1), LINES.get(2), FIRST_HALF + SECOND_HALF);

    private final CrashHome home;
    private final int api;
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private volatile boolean answered;
    private volatile boolean half;

    TextPlay(CrashHome home) throws IOException {
        this.home = home;
        try (ServerSocket free = new ServerSocket(0)) {
            this.api = free.getLocalPort();
        }
    }

    @Override
    public CrashHome home() {
        return home;
    }

    @Override
    public ServerProcess start() throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "sip.udp-port", "0",
                "sip.tcp-port", "0",
                "msrp.port", "0",
                "api.port", Integer.toString(api),
                "media.deletable-roots", "[]",
                "media.writable-roots", "[]",
                "transfer.drain", "0ms",
                "capture.users", "['911']"));
        settings.putAll(home.settings());
        return ServerProcess.start(home.program(), home.directory(), settings);
    }

    @Override
    public void play(ServerProcess server, int port, Steps steps) throws Exception {
        CompletableFuture<Void> said = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                call(port);
                said.complete(null);
            } catch (AssertionError e) {
                said.completeExceptionally(e);
            }
        });
        CompletableFuture.anyOf(server.death(), said).get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        if (server.alive()) {
            steps.awaitQuiet(QUIET);
        }
        try {
            // What it sent before it died may still be on its way to the caller.
            said.get(UNDER_WAY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            assertThat(server.alive()).as("alive, and the caller unanswered").isFalse();
        } finally {
            caller.interrupt();
            caller.join();
        }
    }

    private void call(int port) {
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (TextCaller caller = TextCaller.invite(server, "sip:911@127.0.0.1")) {
            caller.answered();
            answered = true;
            caller.connected();
            for (String line : LINES) {
                caller.say(line);
                acknowledged.add(line);
            }
            MsrpPeer msrp = caller.msrp();
            byte[] first = FIRST_HALF.getBytes(StandardCharsets.UTF_8);
            byte[] second = SECOND_HALF.getBytes(StandardCharsets.UTF_8);
            int total = first.length + second.length;
            accepted(msrp, msrp.sendChunk("long", "text/plain", first, 1, total, '+'));
            half = true;
            accepted(msrp, msrp.sendChunk("long", "text/plain", second, first.length + 1L, total, '$'));
            acknowledged.add(FIRST_HALF + SECOND_HALF);
            caller.hangUp();
        }
    }

    private static void accepted(MsrpPeer msrp, String transaction) {
        assertThat(msrp.expectResponseTo(transaction).status()).isEqualTo(200);
    }

    /** C-I1 to C-I4, C-I7: what was told accepted can be read, once, in order; what broke off is closed and said to be so. */
    @Override
    public void check() throws Exception {
        try (ServerProcess again = start();
                Psap psap = Psap.at(api)) {
            assertThat(again.awaitServing())
                    .as("started again: %s", again.lines())
                    .isPresent();
            Await.until(
                    "no session is open",
                    () -> psap.items("/api/v1/sessions?state=open").isEmpty());
            List<JsonNode> sessions = psap.items("/api/v1/sessions");
            if (answered) {
                assertThat(sessions).as("the call that was answered").hasSize(1);
            }
            List<JsonNode> events = psap.events(0);
            assertThat(events)
                    .extracting(event -> event.get("sequence").asLong())
                    .as("no gap")
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, events.size()).boxed().toList());
            List<String> texts = psap.texts(events);
            assertThat(texts)
                    .as("each once, in the order in which it was said")
                    .isEqualTo(ALL.stream().filter(texts::contains).toList());
            assertThat(texts).as("what was accepted").containsAll(acknowledged);
            if (half && !texts.contains(ALL.getLast())) {
                assertThat(halves(psap, events)).as("what came of a message").containsExactly(FIRST_HALF);
            }
            if (!sessions.isEmpty()) {
                assertThat(events.getLast().get("type").asText()).isEqualTo("call-ended");
            }
        }
    }

    private static List<String> halves(Psap psap, List<JsonNode> events) throws Exception {
        List<String> halves = new CopyOnWriteArrayList<>();
        for (JsonNode event : events) {
            if (event.get("type").asText().equals("incomplete")) {
                halves.add(new String(psap.get(event.get("content").asText()), StandardCharsets.UTF_8));
            }
        }
        return halves;
    }

    @Override
    public void close() {}
}

package org.voxpost.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.voxpost.msrp.Body;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MessagePolicy;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.session.Bench.Written;
import org.voxpost.msrp.wire.ByteRange;
import org.voxpost.msrp.wire.Continuation;

/** RFC 4975 §7.1.1: several messages on their way at once, in one session and in several. */
class InterleavingTest {

    private static final PeerPolicy WIDE = PeerPolicy.DEFAULT.withChunks(16_384).withWindow(1 << 30, 4_096);

    private final Bench bench = new Bench();
    private final Listening events = new Listening();

    private static MessageContent line(String text) {
        return MessageContent.of("text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageContent file(int octets) {
        return MessageContent.of("audio/amr", new byte[octets]);
    }

    private List<String> ids() {
        return bench.frames().stream().map(frame -> frame.send().messageId()).toList();
    }

    @Test
    void shortMessageOfTheSameSessionPassesALargeOne() {
        SessionCore session = bench.active("s1", events, WIDE);
        bench.writable = false;
        session.send(file(400_000), "file1", events);
        bench.settle();
        session.send(line("hello"), "line1", events);
        bench.writable = true;
        bench.settle();
        assertThat(ids().indexOf("line1")).isLessThan(2);
    }

    @Test
    void shortMessageInterruptsTheOpenChunkOfItsSession() {
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT.withWindow(10_000, 100));
        session.send(file(100_000), "file1", events);
        bench.settle();
        assertThat(bench.frames()).isEmpty();
        assertThat(bench.frameOpen()).isTrue();
        session.send(line("hello"), "line1", events);
        bench.settle();
        List<Written> frames = bench.frames();
        assertThat(frames.get(0).flag()).isEqualTo(Continuation.MORE);
        assertThat(frames.get(1).send().messageId()).isEqualTo("line1");
    }

    @Test
    void largeMessagesOfASessionAlternate() {
        SessionCore session = bench.active("s1", events, WIDE);
        bench.writable = false;
        session.send(file(100_000), "file1", events);
        session.send(file(100_000), "file2", events);
        bench.writable = true;
        bench.settle();
        List<Written> frames = bench.frames();
        assertThat(frames.stream().map(frame -> frame.send().messageId()).limit(4))
                .containsExactly("file1", "file2", "file1", "file2");
        assertThat(bodies(frames)).containsExactly(Map.entry("file1", 100_000), Map.entry("file2", 100_000));
    }

    @Test
    void strictOrderIsKeptForPeersThatNeedIt() {
        MessagePolicy strict = MessagePolicy.DEFAULT.withInterleaved(1);
        SessionCore session = bench.active("s1", events, WIDE.withMessages(strict));
        bench.writable = false;
        session.send(file(100_000), "file1", events);
        session.send(line("hello"), "line1", events);
        session.send(file(40_000), "file2", events);
        bench.writable = true;
        bench.settle();
        assertThat(ids().stream().distinct()).containsExactly("file1", "line1", "file2");
    }

    @Test
    void shortMessagesOfASessionStayInOrder() {
        SessionCore session = bench.active("s1", events, WIDE);
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            session.send(line("line " + i), "line" + i, events);
            sent.add("line" + i);
        }
        bench.settle();
        assertThat(ids()).isEqualTo(sent);
    }

    @Test
    void sessionsShareTheConnectionFairly() {
        bench.writable = false;
        for (int i = 1; i <= 3; i++) {
            SessionCore session = bench.session("s" + i, new Listening(), WIDE);
            bench.core.attach(session, false, bench.now);
            session.send(file(700_000), "file" + i, events);
        }
        bench.writableFor = 900_000;
        bench.settle();
        List<Written> all = new ArrayList<>();
        for (List<Written> frames = bench.frames(); !frames.isEmpty(); frames = bench.frames()) {
            all.addAll(frames);
            frames.forEach(frame -> bench.respond(frame, 200));
        }
        Map<String, Integer> octets = bodies(all);
        assertThat(octets.values()).hasSize(3).allMatch(count -> count > 200_000 && count < 420_000);
    }

    @Test
    void floodOfOneSessionDoesNotDelayTheLineOfAnother() {
        SessionCore flood = bench.active("s1", new Listening(), WIDE);
        SessionCore chat = bench.active("s2", events, WIDE);
        bench.writable = false;
        for (int i = 0; i < 1_000; i++) {
            flood.send(line("flood ".repeat(40)), "flood" + i, new Listening());
        }
        bench.settle();
        chat.send(line("help"), "line1", events);
        bench.writable = true;
        bench.settle();
        assertThat(ids().indexOf("line1")).isBetween(0, 60);
    }

    @Test
    void slowSourceHoldsUpNothingElse() {
        SessionCore session = bench.active("s1", events, WIDE);
        session.send(MessageContent.of("audio/amr", new Slow(50_000)), "slow1", events);
        session.send(file(40_000), "file1", events);
        session.send(line("hello"), "line1", events);
        bench.settle();
        assertThat(bodies(bench.frames())).containsOnlyKeys("file1", "line1");
    }

    @Test
    void chunkIsNotLeftOpenForOctetsThatDoNotCome() {
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT.withWindow(10_000, 100));
        session.send(file(100_000), "file1", events);
        bench.settle();
        assertThat(bench.frames()).isEmpty();
        bench.advance(Duration.ofSeconds(5));
        Written chunk = bench.frames().getFirst();
        assertThat(chunk.flag()).isEqualTo(Continuation.MORE);
        assertThat(chunk.body()).hasSize(10_000);
    }

    @Test
    void messagesOfThePeerAreTakenInterleaved() {
        bench.session("s1", events);
        String[][] chunks = {
            {"m1", "1-*/6", "abc", "+"},
            {"m2", "1-2/2", "xy", "$"},
            {"m3", "1-*/4", "12", "+"},
            {"m1", "4-6/6", "def", "$"},
            {"m3", "3-4/4", "34", "$"},
        };
        for (int i = 0; i < chunks.length; i++) {
            String headers = "Message-ID: " + chunks[i][0] + "\r\nByte-Range: " + chunks[i][1] + "\r\n";
            char flag = chunks[i][3].charAt(0);
            bench.receive(Bench.send("s1", "tid1000" + i, headers, "text/plain", chunks[i][2], flag));
        }
        assertThat(events.told)
                .containsExactly(
                        "begin m1",
                        "0 abc",
                        "begin m2",
                        "0 xy",
                        "complete 2",
                        "begin m3",
                        "0 12",
                        "3 def",
                        "complete 6",
                        "2 34",
                        "complete 4");
    }

    @Test
    void rangesOfInterleavedMessagesAreEachContiguous() {
        SessionCore session = bench.active("s1", events, WIDE);
        bench.writable = false;
        for (int i = 1; i <= 6; i++) {
            session.send(file(70_000 + i), "file" + i, events);
        }
        bench.writable = true;
        bench.settle();
        Map<String, ByteArrayOutputStream> bodies = new LinkedHashMap<>();
        for (Written frame : bench.frames()) {
            ByteArrayOutputStream body =
                    bodies.computeIfAbsent(frame.send().messageId(), _ -> new ByteArrayOutputStream());
            long start = body.size() + 1L;
            assertThat(frame.send().range())
                    .isInstanceOfSatisfying(
                            ByteRange.class, range -> assertThat(range.start()).isEqualTo(start));
            body.writeBytes(frame.body());
        }
        assertThat(bodies).hasSize(6);
    }

    private static Map<String, Integer> bodies(List<Written> frames) {
        Map<String, Integer> octets = new LinkedHashMap<>();
        frames.forEach(frame -> octets.merge(frame.send().messageId(), frame.body().length, Integer::sum));
        return octets;
    }

    /** A source that never answers. */
    private record Slow(long length) implements Body.Source {
        @Override
        public CompletionStage<Integer> read(long position, ByteBuffer target) {
            return new CompletableFuture<>();
        }
    }
}

package org.voxpost.msrp.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MsrpLimits;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.Verdict;
import org.voxpost.msrp.wire.BodyPart;
import org.voxpost.msrp.wire.Continuation;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.FrameDecoder;
import org.voxpost.msrp.wire.FramingException;
import org.voxpost.msrp.wire.Item;

/**
 * Plays a peer that says anything, in any pieces, at any time. The input is what the peer says; an octet 1 in it is an order, whose
 * kind is the octet behind. Jazzer calls {@link #fuzzerTestOneInput}; the build does so with what is in {@code fuzz/connection}.
 */
public final class ConnectionFuzz {

    private static final byte ORDER = 1;

    private final Bench bench = new Bench(MsrpLimits.DEFAULT, new Repeating());
    private final List<Playing> players = new ArrayList<>();
    private final List<SessionCore> sessions = new ArrayList<>();
    private final List<Outgoing> sent = new ArrayList<>();
    private final Listening sending = new Listening();
    private final List<ByteBuf> given = new ArrayList<>();
    private final Map<String, Integer> requests = new HashMap<>();
    private final Map<String, Integer> responses = new HashMap<>();
    private final List<Bench.Written> unanswered = new ArrayList<>();
    private final FrameDecoder asked = new FrameDecoder(8_192, 64, _ -> {});
    private final Random cuts;
    private int waited;
    private int quiet;

    private ConnectionFuzz(long seed) {
        this.cuts = new Random(seed);
    }

    public static void fuzzerTestOneInput(byte[] octets) {
        new ConnectionFuzz(Arrays.hashCode(octets)).play(octets);
    }

    private void play(byte[] octets) {
        for (String id : List.of("aaaa", "bbbb", "cccc")) {
            Playing player = new Playing();
            players.add(player);
            sessions.add(bench.session(id, player.listening, PeerPolicy.DEFAULT.withChunks(4_096)));
        }
        bench.core.attach(sessions.get(2), true, bench.now);
        bench.settle();
        look();
        for (int at = 0; at < octets.length; ) {
            if (octets[at] == ORDER && at + 1 < octets.length) {
                order(octets[at + 1]);
                at += 2;
            } else {
                int end = at + 1;
                while (end < octets.length && octets[end] != ORDER) {
                    end++;
                }
                say(Arrays.copyOfRange(octets, at, end));
                at = end;
            }
            look();
        }
        end();
    }

    private void order(int kind) {
        switch (kind) {
            case 't' -> bench.advance(Duration.ofSeconds(1));
            case 'T' -> bench.advance(Duration.ofSeconds(40));
            case 's' -> send(100, FailureReport.YES, false);
            case 'S' -> send(20_000, FailureReport.YES, true);
            case 'p' -> send(6_000, FailureReport.PARTIAL, false);
            case 'n' -> send(0, FailureReport.NO, true);
            case 'a' -> abort();
            case 'h' -> players.forEach(player -> player.listening.holding = true);
            case 'g' -> players.forEach(Playing::answer);
            case 'r' -> players.forEach(player -> player.listening.answer = new Verdict.Refused(413, "enough"));
            case 'w' -> writable(!bench.writable);
            case 'o' -> answerOldest(200);
            case 'f' -> answerOldest(413);
            case 'm' -> answerOldest(481);
            case 'e' -> sessions.getFirst().end(new SessionEnd(SessionEnd.Cause.LOCAL, "enough"), bench.now);
            case 'E' -> sessions.get(2).end(new SessionEnd(SessionEnd.Cause.LOCAL, "enough"), bench.now);
            case 'x' -> sessions.getFirst().endAfterTail(new SessionEnd(SessionEnd.Cause.LOCAL, "enough"), bench.now);
            case 'q' -> awaitQuiet();
            case 'l' -> sessions.getFirst().failed("m1", 500, "the disk is gone", bench.now);
            case 'c' -> bench.core.closed("the network says so", bench.now);
            default -> {}
        }
        bench.settle();
    }

    private void writable(boolean now) {
        bench.writable = now;
        bench.queued = now ? 0 : 1_000_000;
    }

    private void awaitQuiet() {
        waited++;
        sessions.getFirst().whenQuiet(() -> quiet++, bench.now);
    }

    private void send(int length, FailureReport failure, boolean success) {
        byte[] octets = new byte[length];
        Arrays.fill(octets, (byte) '-');
        MessageContent content = MessageContent.of("text/plain", octets).withReports(success, failure);
        sent.add(sessions.get(sent.size() % 3).send(content, "out" + sent.size(), sending));
    }

    private void abort() {
        if (!sent.isEmpty()) {
            sessions.get((sent.size() - 1) % 3).abort(sent.getLast(), bench.now);
        }
    }

    private void answerOldest(int status) {
        if (!unanswered.isEmpty()) {
            String id = unanswered.removeFirst().head().transaction().text();
            say(("MSRP " + id + " " + status + "\r\n-------" + id + "$\r\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void say(byte[] octets) {
        for (int at = 0; at < octets.length; ) {
            int size = Math.min(octets.length - at, 1 + cuts.nextInt(1 << cuts.nextInt(12)));
            ByteBuf piece = Unpooled.buffer(size).writeBytes(octets, at, size);
            count(piece.slice());
            given.add(piece);
            bench.core.received(piece, bench.now);
            bench.settle();
            at += size;
        }
    }

    /** Reads along, to know what the peer asked. */
    private void count(ByteBuf piece) {
        try {
            Item item;
            while ((item = asked.next(piece)) != null) {
                switch (item) {
                    case Frame.Response _ -> {}
                    case Frame request -> requests.merge(request.transaction().text(), 1, Integer::sum);
                    case BodyPart part -> part.octets().release();
                    case Continuation _ -> {}
                }
            }
        } catch (FramingException e) {
            piece.skipBytes(piece.readableBytes());
        }
    }

    /** Looks at what the core wrote. */
    private void look() {
        for (Bench.Written written : bench.frames()) {
            if (written.head() instanceof Frame.Response response) {
                String id = response.transaction().text();
                int count = responses.merge(id, 1, Integer::sum);
                require(count <= requests.getOrDefault(id, 0), "a request is answered more than once: " + id);
            } else {
                unanswered.add(written);
            }
        }
    }

    private void end() {
        writable(true);
        players.forEach(Playing::answer);
        bench.settle();
        look();
        bench.core.closed("the end", bench.now);
        players.forEach(Playing::answer);
        sessions.forEach(session -> session.end(new SessionEnd(SessionEnd.Cause.LOCAL, "the end"), bench.now));
        bench.settle();
        look();
        bench.advance(Duration.ofDays(2));
        require(bench.core.closed(), "the core is not closed");
        require(bench.core.nextTimeout() == Long.MAX_VALUE, "a closed core waits for something");
        require(bench.frames().isEmpty(), "something was written behind the end");
        require(sending.outcomes.size() == sent.size(), "a message has no outcome, or two");
        require(quiet == waited, "who waits for quiet is told once");
        players.forEach(player -> require(player.listening.ends.size() == 1, "a session did not end once"));
        given.forEach(piece -> require(piece.refCnt() == 0, "octets of the peer are kept"));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    /** One who takes messages, and whose answers can be held back. */
    private static final class Playing {
        final Listening listening = new Listening();

        void answer() {
            listening.holding = false;
            while (!listening.held.isEmpty()) {
                List<CompletableFuture<Verdict>> held = List.copyOf(listening.held);
                listening.held.clear();
                held.forEach(verdict -> verdict.complete(Verdict.TAKEN));
            }
        }
    }

    /** The same ids in every run, so that what was found is found again. */
    private static final class Repeating extends SecureRandom {
        private static final long serialVersionUID = 1;
        private long state = 42;

        @Override
        public void nextBytes(byte[] octets) {
            for (int i = 0; i < octets.length; i++) {
                state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
                octets[i] = (byte) (state >>> 56);
            }
        }
    }
}

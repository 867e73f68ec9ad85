package org.voxpost.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.engine.capture.CallRefusal;
import org.voxpost.engine.capture.CaptureTerms;
import org.voxpost.engine.capture.CaptureTerms.TestCalls;
import org.voxpost.engine.capture.store.AuditEntry;
import org.voxpost.engine.capture.store.CaptureEvent;
import org.voxpost.engine.capture.store.CaptureStore;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;
import org.voxpost.engine.capture.store.SessionQuery;
import org.voxpost.engine.capture.store.SessionRecord;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.Journal;
import org.voxpost.engine.journal.OpenOrder;
import org.voxpost.media.DiskSettings;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.TextCaller;

/** What callers hear when their words cannot be kept, and what is kept of a call that ends in every way (faults C4 to C15). */
class CaptureFaultsTest {

    private static final String HELP = "urn:service:sos";

    private static final String AUDIO = """
        v=0
        o=a 1 1 IN IP4 127.0.0.1
        s=-
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio 9 RTP/AVP 0
        """;

    private final Held store = new Held();

    @TempDir
    Path home;

    @Test
    void aCallThatCannotBeWrittenDownInTimeIsRefusedSoThatItGoesElsewhere() throws Exception {
        store.holds = true;
        try (Rig rig = rig()) {
            refused(rig);
            assertThat(store.fact(FactKind.REFUSED).note()).isEqualTo("the record cannot be written");
        }
    }

    @Test
    void wordsThatCannotBeWrittenDownInTimeAreRefusedAndNotAcknowledged() throws Exception {
        try (Rig rig = rig();
                TextCaller caller = TextCaller.call(rig.address(), HELP)) {
            store.holds = true;
            String transaction = caller.write("help");
            assertThat(caller.msrp().expectResponseTo(transaction).status()).isEqualTo(413);
        }
    }

    @Test
    void wordsAreAcknowledgedOnlyOnceTheyAreWritten() throws Exception {
        try (Rig rig = rig();
                TextCaller caller = TextCaller.call(rig.address(), HELP)) {
            store.fact(FactKind.MEDIA_STARTED);
            CompletableFuture<Void> disk = store.next();
            String transaction = caller.write("help");
            store.fact(FactKind.MESSAGE);
            caller.msrp().expectNothing(Duration.ofMillis(200));
            disk.complete(null);
            assertThat(caller.msrp().expectResponseTo(transaction).status()).isEqualTo(200);
        }
    }

    @Test
    void wordsThatSeemToBeAllAndAreNotAreWrittenBeforeTheyAreAcknowledged() throws Exception {
        try (Rig rig = rig();
                TextCaller caller = TextCaller.call(rig.address(), HELP)) {
            byte[] octets = "he has a gun".getBytes(StandardCharsets.UTF_8);
            String first = caller.msrp().sendChunk("m", "text/plain", octets, 1, octets.length, '+');
            assertThat(caller.msrp().expectResponseTo(first).status()).isEqualTo(200);
            assertThat(store.kept.poll(10, TimeUnit.SECONDS)).isEqualTo(octets.length);
        }
    }

    @Test
    void aPeerThatDoesNotCountItsMessagesIsHeardEachTime() throws Exception {
        try (Rig rig = rig();
                TextCaller caller = TextCaller.call(rig.address(), HELP)) {
            for (String line : List.of("yes", "no", "yes", "yes")) {
                byte[] octets = line.getBytes(StandardCharsets.UTF_8);
                String transaction = caller.msrp().sendChunk("same", "text/plain", octets, 1, octets.length, '$');
                assertThat(caller.msrp().expectResponseTo(transaction).status()).isEqualTo(200);
                assertThat(text(store.fact(FactKind.MESSAGE))).isEqualTo(line);
            }
        }
    }

    @Test
    void wordsWhoseEndNeverComesAreKeptAsIncomplete() throws Exception {
        try (Rig rig = rig();
                TextCaller caller = TextCaller.call(rig.address(), HELP)) {
            caller.msrp().sendUnended("m", "text/plain", "he has a gun".getBytes(StandardCharsets.UTF_8));
            caller.msrp().halfClose();
            Fact incomplete = store.fact(FactKind.INCOMPLETE);
            assertThat(text(incomplete)).isEqualTo("he has a gun");
            assertThat(incomplete.note()).startsWith("12 of 12 octets came");
        }
    }

    @Test
    void wordsThatComeAgainBecauseTheyWereWrittenTooLateAreKeptOnce() throws Exception {
        try (Rig rig = rig();
                TextCaller caller = TextCaller.call(rig.address(), HELP)) {
            store.fact(FactKind.MEDIA_STARTED);
            CompletableFuture<Void> disk = store.next();
            byte[] help = "help".getBytes(StandardCharsets.UTF_8);
            String late = caller.msrp().sendChunk("m", "text/plain", help, 1, help.length, '$');
            assertThat(caller.msrp().expectResponseTo(late).status()).isEqualTo(413);
            disk.complete(null);
            String again = caller.msrp().sendChunk("m", "text/plain", help, 1, help.length, '$');
            assertThat(caller.msrp().expectResponseTo(again).status()).isEqualTo(200);
            caller.say("quick");
            assertThat(text(store.fact(FactKind.MESSAGE))).isEqualTo("help");
            assertThat(text(store.fact(FactKind.MESSAGE))).isEqualTo("quick");
        }
    }

    @Test
    void wordsThatComeBehindTheByeAreKept() throws Exception {
        try (Rig rig = rig();
                TextCaller caller = TextCaller.call(rig.address(), HELP)) {
            caller.dialog().bye();
            caller.dialog().expectResponse(200, "BYE");
            caller.say("they are here");
            assertThat(text(store.fact(FactKind.MESSAGE))).isEqualTo("they are here");
            assertThat(store.fact(FactKind.CALL_ENDED).note()).contains("hung up");
        }
    }

    @Test
    void theSameMessageOnceMoreIsKeptOnceAndAnotherOneOfItsIdTwice() throws Exception {
        try (Rig rig = rig();
                TextCaller caller = TextCaller.call(rig.address(), HELP)) {
            for (String line : List.of("help", "help", "quick")) {
                byte[] octets = line.getBytes(StandardCharsets.UTF_8);
                String transaction = caller.msrp().sendChunk("same", "text/plain", octets, 1, octets.length, '$');
                assertThat(caller.msrp().expectResponseTo(transaction).status()).isEqualTo(200);
            }
            assertThat(text(store.fact(FactKind.MESSAGE))).isEqualTo("help");
            assertThat(text(store.fact(FactKind.MESSAGE))).isEqualTo("quick");
        }
    }

    @Test
    void aServerThatStopsHangsUpWithAReasonAndClosesTheRecord() throws Exception {
        TextCaller caller;
        try (Rig rig = rig()) {
            caller = TextCaller.call(rig.address(), HELP);
            caller.say("help");
        }
        try (caller) {
            assertThat(caller.sip().expect("BYE").header("Reason").orElse("")).contains("the server stops");
            assertThat(store.fact(FactKind.CALL_ENDED).note()).contains("the server stops");
        }
    }

    @Test
    void aCallWithoutTextIsRefusedAndOnRecordAsItCame() throws Exception {
        try (Rig rig = rig()) {
            SipDialog call =
                    rig.as.invite(rig.address(), HELP, AUDIO, "Content-Type: application/sdp", "X-Where: the cellar");
            call.expectResponse(488, "INVITE");
            call.ackFailure();
            Fact refused = store.fact(FactKind.REFUSED);
            assertThat(text(refused)).startsWith("INVITE " + HELP).contains("X-Where: the cellar", "m=audio");
            assertThat(refused.status()).isEqualTo(488);
            assertThat(refused.note()).isEqualTo("no MSRP stream is offered");
            assertThat(refused.party()).contains(":" + rig.as.port());
            assertThat(refused.session()).isEmpty();
        }
    }

    @Test
    void aCallThatCannotBeReadIsRefusedAndOnRecord() throws Exception {
        try (Rig rig = rig()) {
            SipDialog call = rig.as.invite(rig.address(), HELP, "v=nonsense", "Content-Type: application/sdp");
            call.expectResponse(400, "INVITE");
            call.ackFailure();
            assertThat(store.fact(FactKind.REFUSED).status()).isEqualTo(400);
        }
    }

    @Test
    void whileTheDiskRunsFullOnlyCallsForHelpAreTakenAndOnceItIsFullTheyGoElsewhereAtOnce() throws Exception {
        DiskSettings nearlyFull = new DiskSettings(Long.MAX_VALUE, 0, 0, 0, Duration.ofHours(1));
        try (Rig rig = rig(from -> Changes.withDisk(nearlyFull, from))) {
            SipDialog order = rig.as.invite(rig.address(), "sip:msml@127.0.0.1", "");
            order.expectResponse(503, "INVITE");
            order.ackFailure();
            TextCaller.call(rig.address(), "sip:msml@127.0.0.1").close();
            try (TextCaller caller = TextCaller.call(rig.address(), HELP)) {
                Path disk = Files.createDirectory(home.resolve("disk"));
                rig.engine.media().disk().watch(disk);
                // One that does not answer counts as full.
                Files.delete(disk);
                rig.engine.media().disk().look();
                caller.say("I am in the cellar");
                store.holds = true;
                refused(rig);
                // Nothing waited for the record.
                assertThat(store.fact(FactKind.REFUSED).note()).isEqualTo("the disk is full");
                assertThat(rig.engine.capture().orElseThrow().statistics().refused())
                        .containsEntry(CallRefusal.DISK_FULL, 1L)
                        .containsEntry(CallRefusal.NOT_WRITTEN, 0L);

                store.holds = false;
                Files.createDirectory(disk);
                rig.engine.media().disk().look();
                TextCaller.call(rig.address(), HELP).close();
            }
        }
    }

    private static void refused(Rig rig) {
        try (TextCaller caller = TextCaller.invite(rig.address(), HELP)) {
            SipMessage refusal = caller.dialog().expectResponse(503, "INVITE");
            caller.dialog().ackFailure();
            assertThat(refusal.header("Retry-After")).isPresent();
        }
    }

    private static String text(Fact fact) {
        return StandardCharsets.UTF_8.decode(fact.octets().duplicate()).toString();
    }

    private Rig rig() throws Exception {
        return rig(from -> from);
    }

    private Rig rig(UnaryOperator<EngineConfiguration> change) throws Exception {
        CaptureTerms terms = new CaptureTerms(
                true,
                Set.of(),
                TestCalls.ECHO,
                List.of("text/plain"),
                List.of(),
                0,
                65_536,
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                "",
                "",
                "",
                "",
                "127.0.0.1",
                _ -> PeerPolicy.DEFAULT);
        return Rig.start(home, from -> change.apply(Changes.withCapture(terms, from)), new Tape(store));
    }

    /** A journal that keeps nothing but captured sessions. */
    private record Tape(CaptureStore store) implements Journal {

        @Override
        public CompletableFuture<Void> write(Entry entry) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void recover(Consumer<List<OpenOrder>> taker) {
            taker.accept(List.of());
        }

        @Override
        public Optional<CaptureStore> captures() {
            return Optional.of(store);
        }

        @Override
        public boolean keeps() {
            return false;
        }

        @Override
        public void close() {}
    }

    /** A store whose disk answers when it is told to. */
    private static final class Held implements CaptureStore {

        private final BlockingQueue<Fact> facts = new LinkedBlockingQueue<>();
        private final BlockingQueue<CompletableFuture<Void>> disks = new LinkedBlockingQueue<>();
        private final BlockingQueue<Integer> kept = new LinkedBlockingQueue<>();
        private volatile boolean holds;

        /** The next write is done when this is. */
        CompletableFuture<Void> next() {
            CompletableFuture<Void> disk = new CompletableFuture<>();
            disks.add(disk);
            return disk;
        }

        /** The next fact of this kind; others are passed over. */
        Fact fact(FactKind kind) throws InterruptedException {
            Fact fact = facts.poll(10, TimeUnit.SECONDS);
            while (fact != null && fact.kind() != kind) {
                fact = facts.poll(10, TimeUnit.SECONDS);
            }
            if (fact == null) {
                throw new AssertionError("no fact of kind " + kind);
            }
            return fact;
        }

        private CompletableFuture<Void> written() {
            if (holds) {
                return new CompletableFuture<>();
            }
            CompletableFuture<Void> disk = disks.poll();
            return disk == null ? CompletableFuture.completedFuture(null) : disk;
        }

        @Override
        public CompletableFuture<Void> open(SessionRecord session, List<Fact> first, Duration within) {
            CompletableFuture<Void> done = written();
            facts.addAll(first);
            return done;
        }

        @Override
        public CompletableFuture<Void> add(Fact fact) {
            CompletableFuture<Void> done = written();
            // Whoever has seen the fact asks for the next disk.
            facts.add(fact);
            return done;
        }

        @Override
        public CompletableFuture<Void> addInstead(Fact fact, String body) {
            return add(fact);
        }

        @Override
        public CompletableFuture<Void> keep(String session, String body, long start, ByteBuffer octets) {
            CompletableFuture<Void> done = written();
            kept.add(octets.remaining());
            return done;
        }

        @Override
        public CompletableFuture<Void> forget(String session, String body) {
            return written();
        }

        @Override
        public CompletableFuture<Void> close(Fact end) {
            return add(end);
        }

        @Override
        public CompletableFuture<Integer> closeBroken(Instant at, String why, boolean own) {
            return CompletableFuture.completedFuture(0);
        }

        @Override
        public List<CaptureEvent> events(long after, int limit) {
            return List.of();
        }

        @Override
        public List<CaptureEvent> eventsOf(String session, int after, int limit) {
            return List.of();
        }

        @Override
        public long newest() {
            return 0;
        }

        @Override
        public Optional<SessionRecord> session(String id) {
            return Optional.empty();
        }

        @Override
        public List<SessionRecord> sessions(SessionQuery query) {
            return List.of();
        }

        @Override
        public List<Kept> kept(String session, String body, long after, int limit) {
            return List.of();
        }

        @Override
        public Optional<Long> place(String reader) {
            return Optional.empty();
        }

        @Override
        public Map<String, Long> places(String prefix) {
            return Map.of();
        }

        @Override
        public CompletableFuture<Void> leave(String reader) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> move(String reader, long sequence, Instant at) {
            return written();
        }

        @Override
        public CompletableFuture<Void> audit(AuditEntry entry) {
            return written();
        }

        @Override
        public List<AuditEntry> audits(long after, int limit) {
            return List.of();
        }

        @Override
        public void onFacts(Runnable listener) {}
    }
}

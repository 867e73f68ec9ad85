package org.voxpost.engine.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.voxpost.engine.capture.store.AuditEntry;
import org.voxpost.engine.capture.store.CaptureEvent;
import org.voxpost.engine.capture.store.CaptureStore;
import org.voxpost.engine.capture.store.CaptureStore.Kept;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;
import org.voxpost.engine.capture.store.Origin;
import org.voxpost.engine.capture.store.SessionQuery;
import org.voxpost.engine.capture.store.SessionRecord;
import org.voxpost.engine.capture.store.Side;
import org.voxpost.engine.journal.JournalException;

/** What every store does with captured sessions. */
abstract class CaptureContract {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final SessionQuery ALL = new SessionQuery(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 100);

    private SqlJournal journal;
    private CaptureStore store;

    /** Of the store under test, the same one each time it is opened again. */
    abstract JournalSettings settings();

    /** Makes a store that nobody has used. */
    void prepare() throws Exception {}

    @BeforeEach
    void open() throws Exception {
        prepare();
        journal = SqlJournal.open(settings());
        store = journal.captures().orElseThrow();
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void whatWasWrittenIsThereAfterARestart() throws Exception {
        Fact text = message("a", 2, "help \uD83D\uDE31");
        done(store.open(session("a"), List.of(started("a")), HOUR));
        done(store.add(text));
        reopen();

        assertThat(store.session("a")).contains(session("a"));
        assertThat(store.eventsOf("a", 0, 10))
                .containsExactly(new CaptureEvent(1, started("a")), new CaptureEvent(2, text));
    }

    @Test
    void factsOfAllSessionsHaveOneOrderWithoutGaps() throws Exception {
        done(store.open(session("a"), List.of(started("a")), HOUR));
        done(store.open(session("b"), List.of(started("b")), HOUR));
        List<CompletableFuture<Void>> writes = IntStream.range(2, 202)
                .mapToObj(number -> store.add(message(number % 2 == 0 ? "a" : "b", number, "line " + number)))
                .toList();
        for (CompletableFuture<Void> write : writes) {
            done(write);
        }

        List<CaptureEvent> all = store.events(0, 1000);
        assertThat(all)
                .extracting(CaptureEvent::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 202).boxed().toList());
        assertThat(store.events(200, 1000))
                .extracting(event -> event.fact().number())
                .containsExactly(200, 201);
        assertThat(store.newest()).isEqualTo(202);
    }

    @Test
    void aFactThatIsWrittenTwiceIsThereOnce() throws Exception {
        done(store.open(session("a"), List.of(started("a")), HOUR));
        done(store.open(session("a"), List.of(started("a")), HOUR));
        done(store.add(message("a", 2, "one")));
        done(store.add(message("a", 2, "one")));
        done(store.add(message("a", 3, "two")));

        assertThat(store.events(0, 10)).extracting(CaptureEvent::sequence).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aPageOfLongFactsIsBoundedByTheirOctetsAndNothingIsLeftOut() throws Exception {
        done(store.open(session("a"), List.of(started("a")), HOUR));
        for (int number = 2; number <= 6; number++) {
            done(store.add(message("a", number, "x".repeat(1 << 20))));
        }
        done(store.add(message("a", 7, "y".repeat(5 << 20))));

        assertThat(pages(after -> store.events(after, 1000))).containsExactly(3, 2, 2);
        assertThat(pages(after -> store.eventsOf("a", after.intValue(), 1000))).containsExactly(3, 2, 2);
        assertThat(store.events(0, 2)).hasSize(2);
        assertThat(store.events(6, 1000))
                .extracting(event -> event.fact().size())
                .containsExactly(5L << 20);
    }

    /** Of a number of facts behind one, as both kinds of numbers are the same here. */
    @FunctionalInterface
    private interface Pages {
        List<CaptureEvent> after(Long place) throws JournalException;
    }

    /** How many are on each page, until there are no more. */
    private static List<Integer> pages(Pages source) throws JournalException {
        List<Integer> sizes = new ArrayList<>();
        long place = 0;
        for (List<CaptureEvent> page = source.after(place); !page.isEmpty(); page = source.after(place)) {
            assertThat(page.getFirst().sequence()).isEqualTo(place + 1);
            place = page.getLast().sequence();
            sizes.add(page.size());
        }
        return sizes;
    }

    @Test
    void factsKeepTheirOrderWhenTheClockIsPutBackOrTurned() throws Exception {
        done(store.open(session("a"), List.of(started("a")), HOUR));
        List<Integer> minutes = List.of(10, -50, -49, 120, -60);
        for (int i = 0; i < minutes.size(); i++) {
            done(store.add(message("a", i + 2, "line " + i, NOON.plusSeconds(60L * minutes.get(i)))));
        }
        done(store.open(of("b", "urn:call:b", "sip:a@example.com", NOON.minus(HOUR)), List.of(), HOUR));
        reopen();

        assertThat(store.events(1, 10))
                .extracting(event -> event.fact().number())
                .containsExactly(2, 3, 4, 5, 6);
        assertThat(store.eventsOf("a", 1, 10))
                .extracting(CaptureEvent::sequence)
                .containsExactly(2L, 3L, 4L, 5L, 6L);
        assertThat(store.eventsOf("a", 1, 10))
                .extracting(event -> event.fact().at())
                .containsExactlyElementsOf(minutes.stream()
                        .map(minute -> NOON.plusSeconds(60L * minute))
                        .toList());
        assertThat(found(ALL)).containsExactly("b", "a");
        assertThat(store.session("b").orElseThrow().previous()).isEqualTo("a");
    }

    @Test
    void octetsAreKeptByTheirPlaceAndGoWhenTheMessageHasThem() throws Exception {
        done(store.open(session("a"), List.of(started("a")), HOUR));
        done(store.keep("a", "m1", 5, octets("world")));
        done(store.keep("a", "m1", 0, octets("hello")));
        done(store.keep("a", "m2", 0, octets("other")));

        assertThat(text(store.kept("a", "m1", -1, 10))).containsExactly("hello", "world");
        assertThat(text(store.kept("a", "m1", 0, 10))).containsExactly("world");

        done(store.addInstead(message("a", 2, "helloworld"), "m1"));
        assertThat(store.kept("a", "m1", -1, 10)).isEmpty();
        assertThat(store.kept("a", "m2", -1, 10)).hasSize(1);
    }

    @Test
    void aClosedSessionSaysWhenAndWhy() throws Exception {
        done(store.open(session("a"), List.of(started("a")), HOUR));
        done(store.close(Fact.of(FactKind.CALL_ENDED, NOON.plusSeconds(9), "the caller hung up")
                .in("a", 2)));

        SessionRecord closed = store.session("a").orElseThrow();
        assertThat(closed.closedAt()).contains(NOON.plusSeconds(9));
        assertThat(closed.ending()).isEqualTo("the caller hung up");
    }

    @Test
    void whatAnEarlierRunLeftOpenIsClosedAndItsUnfinishedMessagesAreTold() throws Exception {
        done(store.open(session("a"), List.of(started("a")), HOUR));
        done(store.add(message("a", 2, "whole")));
        done(store.keep("a", "m3", 0, octets("he has a gun in the")));
        done(store.open(session("b"), List.of(started("b")), HOUR));
        done(store.close(Fact.of(FactKind.CALL_ENDED, NOON, "over").in("b", 2)));
        reopen();

        assertThat(store.closeBroken(NOON.plusSeconds(60), "the server was restarted", true)
                        .get(10, TimeUnit.SECONDS))
                .isEqualTo(1);

        assertThat(store.eventsOf("a", 2, 10))
                .extracting(event -> event.fact().kind())
                .containsExactly(FactKind.INCOMPLETE, FactKind.MEDIA_ENDED, FactKind.CALL_ENDED);
        Fact incomplete = store.eventsOf("a", 2, 1).getFirst().fact();
        assertThat(incomplete.size()).isEqualTo(19);
        assertThat(text(store.kept("a", incomplete.body(), -1, 10))).containsExactly("he has a gun in the");
        assertThat(store.session("a").orElseThrow().ending()).isEqualTo("the server was restarted");
        assertThat(store.session("b").orElseThrow().ending()).isEqualTo("over");
        assertThat(store.closeBroken(NOON, "again", true).get(10, TimeUnit.SECONDS))
                .isZero();
    }

    @Test
    void aNodeLeavesItsOwnSessionsOpenWhileItLooksForThoseOfOthers() throws Exception {
        done(store.open(session("a"), List.of(started("a")), HOUR));
        assertThat(store.closeBroken(NOON, "its server died", false).get(10, TimeUnit.SECONDS))
                .isZero();
        assertThat(store.session("a").orElseThrow().closedAt()).isEmpty();
    }

    @Test
    void aSessionOfThisRunIsNotTakenForOneThatAnEarlierRunLeft() throws Exception {
        done(store.open(session("old"), List.of(started("old")), HOUR));
        reopen();
        done(store.open(session("new"), List.of(started("new")), HOUR));

        assertThat(store.closeBroken(NOON, "the server was restarted", true).get(10, TimeUnit.SECONDS))
                .isEqualTo(1);
        assertThat(store.session("new").orElseThrow().closedAt()).isEmpty();
    }

    @Test
    void aFactWhoseNumberIsAnothersIsRefusedAndNotSwallowed() throws Exception {
        done(store.open(session("a"), List.of(started("a")), HOUR));
        done(store.add(message("a", 2, "one")));

        CompletableFuture<Void> other =
                store.add(Fact.of(FactKind.CALL_ENDED, NOON, "").in("a", 2));
        assertThatThrownBy(() -> done(other)).hasCauseInstanceOf(JournalException.class);
    }

    @Test
    void aSessionIsLinkedToTheOneBeforeOfTheSameCallOrElseOfTheSameCaller() throws Exception {
        done(store.open(session("a"), List.of(), HOUR));
        done(store.open(of("b", "urn:call:b", "sip:a@example.com", NOON.plusSeconds(60)), List.of(), HOUR));
        done(store.open(of("c", "urn:call:a", "sip:other@example.com", NOON.plusSeconds(120)), List.of(), HOUR));
        done(store.open(of("d", "urn:call:d", "sip:a@example.com", NOON.plusSeconds(3000)), List.of(), HOUR));

        assertThat(store.session("b").orElseThrow().previous()).isEqualTo("a");
        assertThat(store.session("c").orElseThrow().previous()).isEqualTo("a");
        assertThat(store.session("d").orElseThrow().previous()).isEqualTo("b");
        done(store.open(of("e", "urn:call:e", "sip:a@example.com", NOON.plusSeconds(40_000)), List.of(), HOUR));
        assertThat(store.session("e").orElseThrow().previous()).isEmpty();
    }

    @Test
    void sessionsAreFoundByStateAndIdentifiers() throws Exception {
        done(store.open(session("a"), List.of(), HOUR));
        done(store.open(session("b"), List.of(started("b")), HOUR));
        done(store.close(Fact.of(FactKind.CALL_ENDED, NOON, "over").in("b", 2)));

        assertThat(found(ALL)).containsExactly("b", "a");
        assertThat(found(new SessionQuery(
                        Optional.of(true), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 9)))
                .containsExactly("a");
        assertThat(found(new SessionQuery(
                        Optional.empty(),
                        Optional.of("urn:call:b"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        9)))
                .containsExactly("b");
        assertThat(found(new SessionQuery(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("sip:a@example.com"),
                        Optional.of("b"),
                        9)))
                .containsExactly("a");
    }

    @Test
    void placesAreFoundByTheBeginningOfTheirReadersNamesUntilTheyLeave() throws Exception {
        done(store.move("msml:1.0:a", 0, NOON));
        done(store.move("msml:1.0:a", 7, NOON));
        done(store.move("msml:1.1:b", 3, NOON));

        assertThat(store.places("msml:1.0:")).containsExactly(Map.entry("msml:1.0:a", 7L));
        done(store.leave("msml:1.0:a"));
        assertThat(store.places("msml:")).containsExactly(Map.entry("msml:1.1:b", 3L));
    }

    @Test
    void aReadersPlaceIsKeptAndNeverGoesBack() throws Exception {
        assertThat(store.place("console")).isEmpty();
        done(store.move("console", 7, NOON));
        done(store.move("console", 5, NOON));
        reopen();
        assertThat(store.place("console")).contains(7L);
    }

    @Test
    void closedSessionsGoWhenTheyAreTooOldAndOpenOnesStay() throws Exception {
        done(store.open(session("a"), List.of(started("a")), HOUR));
        done(store.keep("a", "m1", 0, octets("hello")));
        done(store.close(Fact.of(FactKind.CALL_ENDED, NOON, "over").in("a", 2)));
        done(store.open(session("b"), List.of(started("b")), HOUR));
        done(store.audit(new AuditEntry(0, NOON, "agent-7", "192.0.2.1", "read the transcript", "a")));
        assertThat(store.audits(0, 9)).hasSize(1);

        journal.close();
        JournalSettings usual = settings();
        journal = SqlJournal.open(
                new JournalSettings(
                        usual.directory(),
                        usual.database(),
                        usual.node(),
                        usual.sinks(),
                        usual.batch(),
                        usual.queue(),
                        usual.reserve(),
                        new JournalSettings.Retention(Duration.ofDays(30), 1_000_000, Duration.ofDays(1))),
                InstantSource.fixed(NOON.plus(Duration.ofDays(2))));
        store = journal.captures().orElseThrow();
        // Each entry has a turn of the chores behind it.
        while (store.session("a").isPresent()) {
            done(store.move("console", 1, NOON));
        }

        assertThat(store.session("b")).isPresent();
        assertThat(store.kept("a", "m1", -1, 9)).isEmpty();
        assertThat(store.eventsOf("a", 0, 9)).isEmpty();
        assertThat(store.audits(0, 9)).isEmpty();
    }

    @Test
    void aFactOfNoKnownSessionIsRefusedAloneAndOneOfNoSessionAtAllIsTaken() throws Exception {
        CompletableFuture<Void> orphan = store.add(message("nobody", 1, "lost"));
        CompletableFuture<Void> free = store.add(Fact.of(FactKind.MALFORMED, NOON, "no Via"));

        assertThatThrownBy(() -> done(orphan)).hasCauseInstanceOf(JournalException.class);
        done(free);
        assertThat(store.events(0, 9)).extracting(event -> event.fact().kind()).containsExactly(FactKind.MALFORMED);
    }

    /** Of the journal under test. */
    CaptureStore captures() {
        return store;
    }

    private List<String> found(SessionQuery query) throws JournalException {
        return store.sessions(query).stream().map(SessionRecord::id).toList();
    }

    private void reopen() throws JournalException {
        journal.close();
        journal = SqlJournal.open(settings());
        store = journal.captures().orElseThrow();
    }

    static SessionRecord session(String id) {
        return of(id, "urn:call:" + id, "sip:" + id + "@example.com", NOON);
    }

    private static SessionRecord of(String id, String callId, String caller, Instant at) {
        return new SessionRecord(
                id,
                Origin.DIRECT,
                false,
                callId,
                "urn:incident:1",
                "sip-" + id,
                caller,
                "urn:service:sos",
                "192.0.2.1:5060/UDP",
                "",
                at,
                Optional.empty(),
                "");
    }

    static Fact started(String session) {
        return Fact.of(FactKind.CALL_STARTED, NOON, "").in(session, 1);
    }

    static Fact message(String session, int number, String text) {
        return message(session, number, text, NOON);
    }

    private static Fact message(String session, int number, String text, Instant at) {
        return Fact.of(FactKind.MESSAGE, at, "")
                .in(session, number)
                .message(Side.CALLER, "id" + number, "sip:a@example.com")
                .content("text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> text(List<Kept> kept) {
        return kept.stream()
                .map(one -> StandardCharsets.UTF_8.decode(one.octets()).toString())
                .toList();
    }

    private static void done(CompletableFuture<?> write) throws ExecutionException, InterruptedException {
        try {
            write.get(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not written in time", e);
        }
    }
}

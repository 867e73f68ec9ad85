package org.voxpost.engine.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.journal.Notice;
import org.voxpost.testkit.PostgresServer;

/** Several nodes on one database, and a database that goes and comes. */
class NodesTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofSeconds(5);

    private static PostgresServer server;

    @TempDir
    Path directory;

    private final List<SqlJournal> opened = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void empty() throws Exception {
        PostgresDatabase.empty(server);
    }

    @AfterEach
    void close() {
        opened.forEach(SqlJournal::close);
    }

    @Test
    void nodesOfOneNameAndSeveralDirectoriesAreSeveralNodes() throws Exception {
        SqlJournal one = open("one", LONG);
        SqlJournal other = open("other", LONG);
        write(one, "a");
        write(other, "b");

        assertThat(orders(reopen(one, "one"))).containsExactly("a");
    }

    @Test
    void ordersOfADeadNodeAreTakenOverOnce() throws Exception {
        SqlJournal dead = open("dead", LONG);
        for (int number = 0; number < 120; number++) {
            dead.note(Sample.accepted("order" + number, 1));
        }
        write(dead, "closed");
        dead.write(new Entry.OrderClosed("closed", Sample.success())).get();
        server.execute("update nodes set lease_until = 0");
        LinkedBlockingQueue<String> taken = new LinkedBlockingQueue<>();
        for (String name : List.of("one", "other")) {
            open(name, LONG)
                    .recover(orders ->
                            orders.forEach(order -> taken.add(order.order().id())));
        }

        Set<String> all = new HashSet<>();
        for (int number = 0; number < 120; number++) {
            String id = taken.poll(30, TimeUnit.SECONDS);
            assertThat(id).isNotNull();
            assertThat(all.add(id)).as(id + " is taken over once").isTrue();
        }
        assertThat(all).doesNotContain("closed");
        assertThat(taken).isEmpty();
    }

    @Test
    void ofTwoRetriesOfOneJobOnTwoNodesOneIsTaken() throws Exception {
        SqlJournal one = open("one", LONG);
        SqlJournal other = open("other", LONG);
        write(one, "failed");
        for (int round = 0; round < 50; round++) {
            CompletableFuture<Void> first = one.write(Sample.retry("x" + round, "failed-1"));
            CompletableFuture<Void> second = other.write(Sample.retry("y" + round, "failed-1"));
            CompletableFuture.allOf(first, second).handle((_, _) -> true).get(30, TimeUnit.SECONDS);

            assertThat(first.isCompletedExceptionally()).isNotEqualTo(second.isCompletedExceptionally());
            String taken = (first.isCompletedExceptionally() ? "y" : "x") + round;
            assertThat(one.archive()
                            .retryUnderWay("failed-1")
                            .orElseThrow()
                            .progress()
                            .job()
                            .order())
                    .isEqualTo(taken);
            one.write(new Entry.OrderClosed(taken, Sample.failure())).get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatATakenOverNodeWritesIsRefused() throws Exception {
        SqlJournal zombie = open("zombie", LONG);
        write(zombie, "a");
        server.execute("update nodes set lease_until = 0");
        LinkedBlockingQueue<String> taken = new LinkedBlockingQueue<>();
        SqlJournal heir = open("heir", LONG);
        heir.recover(orders -> orders.forEach(order -> taken.add(order.order().id())));
        assertThat(taken.poll(30, TimeUnit.SECONDS)).isEqualTo("a");

        assertThatThrownBy(() -> zombie.write(new Entry.JobFinished("a-1", Sample.failure()))
                        .get())
                .hasCauseInstanceOf(JournalException.class)
                .hasMessageContaining("another node took over");
        heir.write(new Entry.JobFinished("a-1", Sample.success())).get(30, TimeUnit.SECONDS);
        assertThat(heir.archive().matching("a-1", 1).getFirst().progress().outcome())
                .contains(Sample.success());
    }

    @Test
    void aNodeThatWasTakenOverIsToldAndBeginsAgainWithWhatIsLeft() throws Exception {
        SqlJournal node = open("node", SHORT);
        CountDownLatch lost = new CountDownLatch(1);
        LinkedBlockingQueue<String> taken = new LinkedBlockingQueue<>();
        node.onLost(lost::countDown);
        node.recover(orders -> orders.forEach(order -> taken.add(order.order().id())));
        write(node, "a");

        server.execute("update nodes set dead = 1, epoch = epoch + 1");

        assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(taken.poll(30, TimeUnit.SECONDS)).isEqualTo("a");
        write(node, "b");
    }

    @Test
    void aLeaseIsKeptAlsoWhenWhoeverIsToldOfItsLossBreaks() throws Exception {
        SqlJournal node = open("node", SHORT);
        LinkedBlockingQueue<String> taken = new LinkedBlockingQueue<>();
        node.onLost(() -> {
            throw new StackOverflowError("of the test");
        });
        node.recover(orders -> orders.forEach(order -> taken.add(order.order().id())));
        write(node, "a");

        server.execute("update nodes set dead = 1, epoch = epoch + 1");

        assertThat(taken.poll(30, TimeUnit.SECONDS)).isEqualTo("a");
        write(node, "b");
    }

    @Test
    void aNodeThatCannotReachTheDatabaseStopsInTimeAndGoesOnWhenItCan() throws Exception {
        SqlJournal node = open("node", SHORT);
        CountDownLatch lost = new CountDownLatch(1);
        LinkedBlockingQueue<String> taken = new LinkedBlockingQueue<>();
        node.onLost(lost::countDown);
        node.recover(orders -> orders.forEach(order -> taken.add(order.order().id())));
        write(node, "a");
        server.kill();
        CompletableFuture<Void> waiting = node.write(new Entry.AttemptBegun("a-1", 1, 0));

        assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> node.write(Sample.accepted("b", 1)).get()).hasCauseInstanceOf(JournalException.class);
        server.restart();

        waiting.get(30, TimeUnit.SECONDS);
        assertThat(taken.poll(30, TimeUnit.SECONDS)).isEqualTo("a");
    }

    @Test
    void entriesOutliveARestartOfTheDatabase() throws Exception {
        SqlJournal node = open("node", LONG);
        List<CompletableFuture<Void>> written = new ArrayList<>();
        for (int number = 0; number < 600; number++) {
            written.add(node.write(Sample.accepted("order" + number, 1)));
            written.add(node.write(new Entry.JobFinished("order" + number + "-1", Sample.success())));
            if (number == 300) {
                server.kill();
            }
            if (number == 500) {
                server.restart();
            }
        }

        CompletableFuture.allOf(written.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

        List<Notice> notices = new ArrayList<>(node.outbox().notices(0, 1000));
        assertThat(notices).hasSize(600);
        assertThat(notices.getLast().sequence()).isEqualTo(600);
    }

    @Test
    void nothingAcknowledgedIsLostByAKillOfBothTheNodeAndTheDatabase() throws Exception {
        Path own = directory.resolve("killed");
        KilledProcess process = KilledProcess.start(own.toString(), server.url(), server.user());
        process.acknowledges(200);
        server.kill();
        Set<String> acknowledged = process.kill();
        server.restart();

        SqlJournal journal = SqlJournal.open(
                AcknowledgingWriter.settings(own, Optional.of(PostgresDatabase.of(server, AcknowledgingWriter.LEASE))));
        opened.add(journal);

        assertThat(EmbeddedStoreTest.finished(journal)).containsAll(acknowledged);
    }

    @Test
    void aDatabaseThatIsNotThereStopsTheStart() {
        JournalSettings nowhere = AcknowledgingWriter.settings(
                directory, Optional.of(PostgresDatabase.at("jdbc:postgresql://127.0.0.1:1/postgres", "voxpost", LONG)));

        assertThatThrownBy(() -> SqlJournal.open(nowhere))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/");
        // And leaves nothing locked.
        assertThatThrownBy(() -> SqlJournal.open(nowhere)).hasMessageContaining("cannot be used");
    }

    @Test
    void twoServersOfOneDirectoryAreRefused() throws Exception {
        open("one", LONG);

        assertThatThrownBy(() -> open("one", LONG))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("in use by a running server");
    }

    private SqlJournal open(String name, Duration lease) throws JournalException {
        JournalSettings usual = JournalSettings.embedded(directory.resolve(name));
        SqlJournal journal = SqlJournal.open(new JournalSettings(
                usual.directory(),
                Optional.of(PostgresDatabase.of(server, lease)),
                "node",
                usual.sinks(),
                usual.batch(),
                usual.queue(),
                usual.reserve(),
                usual.retention()));
        opened.add(journal);
        return journal;
    }

    private SqlJournal reopen(SqlJournal journal, String name) throws JournalException {
        journal.close();
        return open(name, LONG);
    }

    private static List<String> orders(SqlJournal journal) throws Exception {
        List<String> taken = new ArrayList<>();
        journal.recover(
                orders -> orders.forEach(order -> taken.add(order.order().id())));
        write(journal, "behind");
        return List.copyOf(taken);
    }

    private static void write(SqlJournal journal, String order) throws Exception {
        journal.write(Sample.accepted(order, 1)).get(30, TimeUnit.SECONDS);
    }
}

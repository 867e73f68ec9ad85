package org.voxpost.engine.journal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.journal.OpenOrder;

/** Hands over the orders that this node is to go on with: of its earlier run, of before it lost its lease, of dead nodes. */
final class Recovery implements Lease.Listener {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    private final String node;
    private final GroupCommit commits;
    private final Consumer<List<OpenOrder>> taker;
    private final Runnable lost;
    private final Runnable news;

    /**
     * @param taker goes on with them
     * @param lost told that what runs is about to be another node's
     * @param news told that notices of what this node has now may be waiting
     */
    Recovery(String node, GroupCommit commits, Consumer<List<OpenOrder>> taker, Runnable lost, Runnable news) {
        this.node = node;
        this.commits = commits;
        this.taker = taker;
        this.lost = lost;
        this.news = news;
    }

    /** Up to an order, by its sequence number. They are read behind everything that was given to be written by now. */
    void upTo(long last) {
        handOver(0, last);
    }

    @Override
    public void lost() {
        lost.run();
    }

    @Override
    public void regained() {
        handOver(0, Long.MAX_VALUE);
        news.run();
    }

    @Override
    public void claimed(List<Long> orders) {
        log.info("{} orders of a dead node are taken over", orders.size());
        orders.forEach(sequence -> handOver(sequence - 1, sequence));
        // Some of them may be closed, and only their notices left: nothing else tells of those.
        news.run();
    }

    private void handOver(long after, long last) {
        List<OpenOrder> open = new ArrayList<>();
        CompletableFuture<Void> read = commits.submitAlways(sql -> {
            open.clear();
            OpenOrders.read(sql, node, after, last, open::add);
        });
        read.thenRun(() -> taker.accept(List.copyOf(open))).exceptionally(failure -> {
            log.error("Open orders were not gone on with", failure);
            return null;
        });
    }
}

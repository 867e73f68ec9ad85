package org.voxpost.app.webhook;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.app.api.Json;
import org.voxpost.app.api.NoticeView;
import org.voxpost.engine.journal.Delivery;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.journal.Outbox;

/**
 * Sends what the outbox has for each sink: at least once, with the same id on every repeat, in order for each order. Each sink has a
 * virtual thread of its own, so that one that is down delays nobody else.
 */
public final class Webhooks implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Webhooks.class);

    /** Without news and without anything due, the outbox is looked at so often. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    /** How long a worker rests that cannot read or write the outbox; doubled each time, up to {@link #LOOK}. News end it. */
    private static final Duration REST = Duration.ofSeconds(1);

    private static final int AT_ONCE = 64;

    private final List<Thread> threads = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();

    private Webhooks() {}

    /** Begins to send. */
    public static Webhooks start(Outbox outbox, List<Sink> sinks) {
        Webhooks webhooks = new Webhooks();
        for (Sink sink : sinks) {
            Worker worker = new Worker(outbox, sink);
            webhooks.workers.add(worker);
            webhooks.threads.add(
                    Thread.ofVirtual().name("webhook-" + sink.name()).start(worker));
        }
        outbox.onNotices(() -> webhooks.workers.forEach(Worker::wake));
        return webhooks;
    }

    /** What is not sent by now is sent by a later run. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static final class Worker implements Runnable {

        private final Outbox outbox;
        private final Sink sink;
        private final Semaphore news = new Semaphore(0);
        private Duration rest = REST;

        Worker(Outbox outbox, Sink sink) {
            this.outbox = outbox;
            this.sink = sink;
        }

        void wake() {
            news.release();
        }

        @Override
        public void run() {
            try (Post post = new Post(sink)) {
                while (!Thread.currentThread().isInterrupted()) {
                    turn(post);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                log.debug("Closing the connections of a webhook failed: {}", sink.name(), e);
            }
        }

        private void turn(Post post) throws InterruptedException {
            try {
                news.drainPermits();
                List<Delivery> due = outbox.due(sink.name(), Instant.now(), AT_ONCE);
                for (Delivery delivery : due) {
                    send(post, delivery);
                }
                rest = REST;
                if (due.isEmpty()) {
                    await();
                }
            } catch (JournalException | ExecutionException | TimeoutException e) {
                log.warn("The outbox of a webhook cannot be worked off now: {} {}", sink.name(), e.getMessage());
                rest();
            } catch (RuntimeException | Error e) {
                // Without its thread a sink would get nothing any more.
                log.error("A turn of a webhook broke: {}", sink.name(), e);
                rest();
            }
        }

        private void rest() throws InterruptedException {
            var _ = news.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS);
            Duration longer = rest.multipliedBy(2);
            rest = longer.compareTo(LOOK) < 0 ? longer : LOOK;
        }

        private void await() throws JournalException, InterruptedException {
            Duration wait = outbox.nextDue(sink.name())
                    .map(at -> Duration.between(Instant.now(), at))
                    .filter(until -> until.compareTo(LOOK) < 0)
                    .orElse(LOOK);
            var _ = news.tryAcquire(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS);
        }

        private void send(Post post, Delivery delivery)
                throws InterruptedException, ExecutionException, TimeoutException {
            Instant now = Instant.now();
            switch (post.send(delivery.notice().eventId(), Json.bytes(NoticeView.of(delivery.notice())), now)) {
                case Answer.Taken() -> settle(outbox.delivered(delivery));
                case Answer.Gone() -> bury(delivery, "answered 410");
                case Answer.NotTaken(String why, var retryAfter) -> {
                    if (delivery.attempts() + 1 >= sink.attempts()) {
                        bury(delivery, why);
                    } else {
                        Duration wait = sink.wait(delivery.attempts());
                        Duration longer = retryAfter
                                .filter(asked -> asked.compareTo(wait) > 0)
                                .orElse(wait);
                        log.info(
                                "A webhook did not take a notice: {} event={} {}; again in {} s",
                                sink.name(),
                                delivery.notice().eventId(),
                                why,
                                longer.toSeconds());
                        settle(outbox.failed(delivery, now.plus(longer), why));
                    }
                }
            }
        }

        private void bury(Delivery delivery, String why)
                throws InterruptedException, ExecutionException, TimeoutException {
            log.warn(
                    "A webhook never took a notice: {} event={} {}; it waits in /api/v1/sinks/{}/dead",
                    sink.name(),
                    delivery.notice().eventId(),
                    why,
                    sink.name());
            settle(outbox.buried(delivery, why));
        }

        private static void settle(CompletableFuture<Void> written)
                throws InterruptedException, ExecutionException, TimeoutException {
            written.get(LOOK.toSeconds(), TimeUnit.SECONDS);
        }
    }
}

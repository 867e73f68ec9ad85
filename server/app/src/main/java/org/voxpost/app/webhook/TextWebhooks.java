package org.voxpost.app.webhook;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.app.api.EventView;
import org.voxpost.app.api.Events;
import org.voxpost.app.api.Json;
import org.voxpost.engine.capture.store.CaptureStore;
import org.voxpost.engine.journal.JournalException;

/**
 * Sends every fact of captured sessions to each sink that wants them: at least once, in order, with the same id on every repeat, for as
 * long as it takes: words of a call for help are never given up. Each sink has a virtual thread and a durable place of its own, so that
 * one that is down delays nobody else (invariant C-I5).
 */
public final class TextWebhooks implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TextWebhooks.class);

    private static final int AT_ONCE = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** After so many failures in a row an operator has to know. */
    private static final int LOUD = 5;

    private final List<Thread> threads = new ArrayList<>();

    private TextWebhooks() {}

    /** Begins to send. */
    public static TextWebhooks start(CaptureStore store, Events events, List<Sink> sinks) {
        TextWebhooks webhooks = new TextWebhooks();
        for (Sink sink : sinks) {
            webhooks.threads.add(
                    Thread.ofVirtual().name("text-webhook-" + sink.name()).start(new Worker(store, events, sink)));
        }
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

    private record Worker(CaptureStore store, Events events, Sink sink) implements Runnable {

        @Override
        public void run() {
            try (Post post = new Post(sink)) {
                long place = place();
                while (!Thread.currentThread().isInterrupted()) {
                    place = guarded(post, place);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                log.debug("Closing the connections of a webhook failed: {}", sink.name(), e);
            }
        }

        /** A mistake of ours costs a second, and no fact. */
        private long guarded(Post post, long after) throws InterruptedException {
            try {
                return turn(post, after);
            } catch (RuntimeException | Error bug) {
                log.error("A webhook for text failed within and goes on: {}", sink.name(), bug);
                TimeUnit.SECONDS.sleep(1);
                return after;
            }
        }

        private String reader() {
            return "webhook:" + sink.name();
        }

        private long place() throws InterruptedException {
            while (true) {
                try {
                    return store.place(reader()).orElse(0L);
                } catch (JournalException e) {
                    log.warn("The place of a webhook cannot be read: {} {}", sink.name(), e.getMessage());
                    TimeUnit.SECONDS.sleep(1);
                }
            }
        }

        private long turn(Post post, long after) throws InterruptedException {
            long place = after;
            try {
                for (EventView event : events.after(place, AT_ONCE, PATIENCE)) {
                    send(post, event);
                    place = event.sequence();
                }
                if (place > after) {
                    store.move(reader(), place, Instant.now()).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                }
            } catch (JournalException | ExecutionException | TimeoutException e) {
                log.warn("Facts for a webhook cannot be read or settled now: {} {}", sink.name(), e.getMessage());
                TimeUnit.SECONDS.sleep(1);
            }
            return place;
        }

        private void send(Post post, EventView event) throws InterruptedException {
            byte[] body = Json.bytes(event);
            String id = "fact_" + event.sequence();
            for (int attempts = 0; ; attempts++) {
                Answer answer = post.send(id, body, Instant.now());
                Duration pause = sink.wait(attempts);
                String why = switch (answer) {
                    case Answer.Taken() -> "";
                    case Answer.Gone() -> "answered 410";
                    case Answer.NotTaken(String reason, var retryAfter) -> {
                        Duration usual = pause;
                        pause = retryAfter
                                .filter(asked -> asked.compareTo(usual) > 0)
                                .orElse(usual);
                        yield reason;
                    }
                };
                if (why.isEmpty()) {
                    return;
                }
                if (attempts == LOUD) {
                    log.error("A webhook does not take the facts of calls for help: {} {}", sink.name(), why);
                } else {
                    log.info("A webhook did not take a fact: {} id={} {}", sink.name(), id, why);
                }
                TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            }
        }
    }
}

package org.voxpost.engine.capture;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.voxpost.engine.capture.store.CaptureStore;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.SessionRecord;
import org.voxpost.engine.journal.JournalException;

/** The facts of one session, numbered in the order in which they are given. Any thread may call it; nothing here waits. */
final class SessionLog {

    private final CaptureStore store;
    private final InstantSource clock;
    private final String session;
    private final Consumer<Fact> written;

    /** Held while a number is given and its fact handed on, so that both have one order. */
    private final ReentrantLock lock = new ReentrantLock();

    private int facts;
    private int bodies;
    private boolean closed;

    /** @param written told of each fact that is in the record, on a thread of the store; does not wait */
    SessionLog(CaptureStore store, InstantSource clock, String session, Consumer<Fact> written) {
        this.written = written;
        this.store = store;
        this.clock = clock;
        this.session = session;
    }

    String session() {
        return session;
    }

    Instant now() {
        return clock.instant();
    }

    CompletableFuture<Void> open(SessionRecord record, List<Fact> first, Duration linkWithin) {
        lock.lock();
        try {
            List<Fact> numbered = new ArrayList<>();
            for (Fact fact : first) {
                numbered.add(numbered(fact));
            }
            return store.open(record, numbered, linkWithin);
        } finally {
            lock.unlock();
        }
    }

    /** @return completes when it would survive a power cut, with the number of the fact */
    CompletableFuture<Integer> add(Fact fact) {
        return write(fact, store::add);
    }

    /** Instead of the octets of it that were kept before. */
    CompletableFuture<Integer> addInstead(Fact fact, String body) {
        return write(fact, numbered -> store.addInstead(numbered, body));
    }

    /** The last fact. */
    CompletableFuture<Integer> close(Fact end) {
        return write(end, numbered -> {
            closed = true;
            return store.close(numbered);
        });
    }

    /** A name for the octets of a message that begins. */
    String body() {
        lock.lock();
        try {
            bodies++;
            return "m" + bodies;
        } finally {
            lock.unlock();
        }
    }

    /** @param octets lent until it completes */
    CompletableFuture<Void> keep(String body, long start, ByteBuffer octets) {
        lock.lock();
        try {
            return closed ? over() : store.keep(session, body, start, octets);
        } finally {
            lock.unlock();
        }
    }

    /** Octets that are of no use: they are in the record already. */
    CompletableFuture<Void> forget(String body) {
        return store.forget(session, body);
    }

    private static <T> CompletableFuture<T> over() {
        return CompletableFuture.failedFuture(new JournalException("the session is closed"));
    }

    private CompletableFuture<Integer> write(Fact fact, Function<Fact, CompletableFuture<Void>> how) {
        lock.lock();
        try {
            if (closed) {
                return over();
            }
            Fact numbered = numbered(fact);
            return how.apply(numbered).thenApply(_ -> {
                written.accept(numbered);
                return numbered.number();
            });
        } finally {
            lock.unlock();
        }
    }

    private Fact numbered(Fact fact) {
        facts++;
        return fact.in(session, facts);
    }
}

package org.voxpost.engine.overload;

import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.voxpost.media.DiskRoom;
import org.voxpost.sip.OverloadFeedback;
import org.voxpost.sip.SipHeaders;

/** Decides whether new calls and new orders are taken. What was taken is never touched. Any thread may ask. */
public final class Admission {

    /** How long clients reckon with what they were told (RFC 7339 §4.3). */
    private static final Duration VALID = Duration.ofMillis(500);

    private final OverloadTerms terms;
    private final Supplier<DiskRoom> room;
    private final IntSupplier waiting;

    /**
     * @param room how full the disks are
     * @param waiting how many attempts wait for their turn
     */
    public Admission(OverloadTerms terms, Supplier<DiskRoom> room, IntSupplier waiting) {
        this.terms = terms;
        this.room = room;
        this.waiting = waiting;
    }

    /** Of a request with these headers. */
    public Priority priority(SipHeaders headers) {
        return Priority.of(headers, terms.namespaces());
    }

    /** Why new work is not taken now, in words for whoever asked for it; empty when it is. */
    public Optional<String> refusal(Priority priority) {
        boolean urgent = priority.compareTo(Priority.NONE) > 0;
        if (room.get() == DiskRoom.HARD) {
            return Optional.of("the disk is full");
        }
        if (room.get() == DiskRoom.SOFT && !urgent) {
            return Optional.of("the disk is nearly full");
        }
        int most = urgent ? terms.queue() + terms.reserve() : terms.queue();
        return waiting.getAsInt() < most ? Optional.empty() : Optional.of("too many transfers wait for their turn");
    }

    /** When who was refused should come again. */
    public Duration retryAfter() {
        return terms.retryAfter();
    }

    /**
     * What clients are asked to keep back (RFC 7339 §5.2): nothing until half of the queue is used, then more and more, and everything
     * while new work is refused.
     */
    public OverloadFeedback feedback() {
        if (refusal(Priority.NONE).isPresent()) {
            return new OverloadFeedback(100, VALID);
        }
        long half = terms.queue() / 2;
        long beyond = waiting.getAsInt() - half;
        return beyond <= 0
                ? OverloadFeedback.NONE
                : new OverloadFeedback(Math.clamp(100 * beyond / (terms.queue() - half), 1, 100), VALID);
    }
}

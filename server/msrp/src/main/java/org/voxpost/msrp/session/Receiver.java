package org.voxpost.msrp.session;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.MessagePolicy.Reports;
import org.voxpost.msrp.MessageSink;
import org.voxpost.msrp.MessageSink.Abandonment;
import org.voxpost.msrp.Verdict;
import org.voxpost.msrp.wire.ByteRange;
import org.voxpost.msrp.wire.Continuation;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.Status;

/** The receiving side of a connection: bodies into sinks, then the response (RFC 4975 §7.3.1). */
final class Receiver {

    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    private static final Status NOT_STORED = new Status(413, "Not stored");
    private static final Status GONE = new Status(481, "The session has moved");

    private final ConnectionPort port;
    private final Transmitter transmitter;
    private final Agenda agenda;
    private final Counters counters;
    private @Nullable IncomingChunk current;
    private long unanswered;
    private long bodyOctets;

    Receiver(ConnectionPort port, Transmitter transmitter, Agenda agenda, Counters counters) {
        this.port = port;
        this.transmitter = transmitter;
        this.agenda = agenda;
        this.counters = counters;
    }

    /** Octets that sinks have and did not answer. */
    long unanswered() {
        return unanswered;
    }

    /** True between the head of a request with a body and its end-line. */
    boolean insideBody() {
        return current != null;
    }

    /** Octets of bodies that came in since the beginning. */
    long bodyOctets() {
        return bodyOctets;
    }

    void begin(IncomingChunk chunk, long now) {
        current = chunk;
        Assembly message = chunk.message;
        if (message != null && chunk.session != null) {
            agenda.arm(chunk.session);
            if (message.undecided()) {
                chunk.untaken++;
                message.handed();
                message.whenDecided(then -> taken(chunk, message, then));
            }
        }
        respondEarly(chunk, now);
    }

    /** What the sender can be spared is told before it has sent all (RFC 4975 §10.5). */
    private void respondEarly(IncomingChunk chunk, long now) {
        Status refusal = chunk.refusal();
        if (refusal != null && !refusal.success() && chunk.interruptible()) {
            respond(chunk, now);
        }
    }

    /** Takes over a part of the body of the current chunk. */
    void part(ByteBuf octets, long now) {
        IncomingChunk begun = current;
        if (begun != null && begun.session != null && begun.untyped()) {
            begin(begun.session.inbox().begin(begun.head, begun.session, port, now), now);
        }
        IncomingChunk chunk = current;
        int length = octets.readableBytes();
        bodyOctets += length;
        if (chunk == null || chunk.refusal() != null || chunk.message == null || chunk.session == null) {
            octets.release();
            return;
        }
        chunk.session.clock().heard(now);
        long start = chunk.position;
        chunk.position = start + length;
        Assembly message = chunk.message;
        Status excess = chunk.session.inbox().excess(message, chunk.position);
        if (excess != null) {
            octets.release();
            refuse(chunk, excess, now);
        } else if (start >= message.received.end()) {
            message.received.add(start, chunk.position);
            message.progressed(now);
            take(chunk, message, start, octets, now);
        } else {
            fill(chunk, message, start, octets, now);
        }
    }

    /** Takes of a part what is missing; the octets that came first count. */
    private void fill(IncomingChunk chunk, Assembly message, long start, ByteBuf octets, long now) {
        long end = start + octets.readableBytes();
        long[] repeatedFrom = {start};
        message.received.gaps(start, end, (from, to) -> {
            repeated(chunk, message, repeatedFrom[0], slice(octets, start, repeatedFrom[0], from), now);
            repeatedFrom[0] = to;
            message.progressed(now);
            take(chunk, message, from, slice(octets, start, from, to), now);
        });
        repeated(chunk, message, repeatedFrom[0], slice(octets, start, repeatedFrom[0], end), now);
        message.received.add(start, end);
        octets.release();
    }

    private static ByteBuf slice(ByteBuf octets, long start, long from, long to) {
        return octets.retainedSlice(octets.readerIndex() + (int) (from - start), (int) (to - from));
    }

    /** Octets that were there before: the sink may know whether they are the same. */
    private void repeated(IncomingChunk chunk, Assembly message, long offset, ByteBuf octets, long now) {
        if (octets.isReadable()) {
            chunk.repeats = true;
            counters.repeatedOctets.add(octets.readableBytes());
            hand(chunk, message, offset, octets, MessageSink::repeated, now);
        } else {
            octets.release();
        }
    }

    private void take(IncomingChunk chunk, Assembly message, long offset, ByteBuf octets, long now) {
        int length = octets.readableBytes();
        if (chunk.refusal() != null || chunk.session == null) {
            octets.release();
            return;
        }
        Status excess = chunk.session.inbox().grown(length);
        if (excess != null) {
            octets.release();
            refuse(chunk, excess, now);
            return;
        }
        counters.octetsReceived.add(length);
        hand(chunk, message, offset, octets, MessageSink::take, now);
    }

    /** What a sink is asked about octets. */
    private interface Question {
        CompletionStage<Verdict> of(MessageSink sink, long offset, ByteBuffer octets);
    }

    private void hand(IncomingChunk chunk, Assembly message, long offset, ByteBuf octets, Question question, long now) {
        chunk.untaken++;
        message.handed();
        unanswered += octets.readableBytes();
        if (message.undecided()) {
            message.whenDecided(then -> give(chunk, message, offset, octets, question, then));
        } else {
            give(chunk, message, offset, octets, question, now);
        }
    }

    private void give(IncomingChunk chunk, Assembly message, long offset, ByteBuf octets, Question question, long now) {
        MessageSink sink = message.sink();
        int length = octets.readableBytes();
        if (sink == null) {
            octets.release();
            unanswered -= length;
            taken(chunk, message, now);
            return;
        }
        ask(() -> question.of(sink, offset, octets.nioBuffer()), now, (verdict, then) -> {
            octets.release();
            unanswered -= length;
            if (verdict instanceof Verdict.Refused refused) {
                refuse(chunk, new Status(refused.status(), refused.comment()), then);
            }
            taken(chunk, message, then);
        });
    }

    /** One thing that a chunk waited for is done. */
    private void taken(IncomingChunk chunk, Assembly message, long now) {
        chunk.untaken--;
        message.taken();
        if (chunk.ended && chunk.untaken == 0) {
            conclude(chunk, now);
        }
        if (!message.pending()) {
            message.repeats().forEach(repeat -> conclude(repeat, now));
        }
    }

    private void refuse(IncomingChunk chunk, Status status, long now) {
        chunk.refuse(status);
        if (chunk.message != null) {
            chunk.message.refuse(status, Abandonment.REFUSED, now);
        }
        respondEarly(chunk, now);
    }

    /** Takes the flag of the end-line. */
    void end(Continuation flag, long now) {
        IncomingChunk chunk = current;
        current = null;
        if (chunk == null) {
            return;
        }
        chunk.ended = true;
        chunk.last = flag == Continuation.COMPLETE;
        if (chunk.message != null && chunk.session != null) {
            end(chunk, chunk.message, chunk.session.inbox(), flag, now);
        } else if (chunk.last && chunk.repeated() && chunk.session != null) {
            repeated(chunk.head, chunk.session, now);
        }
        if (chunk.untaken == 0) {
            conclude(chunk, now);
        }
    }

    private void end(IncomingChunk chunk, Assembly message, Inbox inbox, Continuation flag, long now) {
        if (flag == Continuation.ABORTED) {
            message.abort(Abandonment.BY_SENDER, now);
            inbox.forget(message);
        } else if (message.refusal() == null) {
            Status contradiction = inbox.ended(message, chunk);
            if (contradiction != null) {
                refuse(chunk, contradiction, now);
            }
        }
        if (chunk.last && message.refusal() != null) {
            inbox.forget(message);
        }
    }

    /** A message came again to its end; the report of it may have been lost as its responses were. */
    private void repeated(Frame.Send head, SessionCore session, long now) {
        String messageId = head.messageId();
        ByteRange range = head.range();
        if (messageId != null && range != null) {
            session.inbox().repeated(messageId);
            if (head.successReport()) {
                ByteRange whole = ByteRange.whole(range.total());
                transmitter.report(head.from(), session.localPath(), messageId, whole, Status.OK, now);
            }
        }
    }

    /** A session leaves the connection: what still comes of the current chunk is not for it any more. */
    void leave(SessionCore session) {
        if (current != null && session.equals(current.session)) {
            current.refuse(GONE);
        }
    }

    /** All parts of a chunk are answered by the sink. */
    private void conclude(IncomingChunk chunk, long now) {
        Assembly message = chunk.message;
        SessionCore session = chunk.session;
        if (chunk.refusal() != null || message == null || session == null || message.over()) {
            respond(chunk, now);
        } else if (message.completing()) {
            message.await(chunk);
        } else if (message.left()) {
            // Its last word is said on another connection: a good answer here might be the last that the sender waits
            // for.
            chunk.responded = true;
        } else if (message.complete()) {
            message.await(chunk);
            complete(message, session, now);
        } else if (chunk.repeats && message.pending()) {
            message.awaitPending(chunk);
        } else {
            pause(chunk, message, now);
        }
    }

    /** A chunk of a message that goes on has its answer when the sink has settled for now. */
    private void pause(IncomingChunk chunk, Assembly message, long now) {
        MessageSink sink = message.sink();
        if (sink == null) {
            respond(chunk, now);
            return;
        }
        ask(sink::paused, now, (verdict, then) -> {
            if (verdict instanceof Verdict.Refused refused) {
                chunk.refuse(new Status(refused.status(), refused.comment()));
            }
            respond(chunk, then);
        });
    }

    /** Asks the sink of a message that is whole for its last word. */
    void complete(Assembly message, SessionCore session, long now) {
        MessageSink sink = message.sink();
        if (sink == null) {
            return;
        }
        message.completes();
        ask(() -> sink.complete(message.length()), now, (verdict, then) -> {
            if (verdict instanceof Verdict.Refused refused) {
                Status status = new Status(refused.status(), refused.comment());
                message.done(status);
                session.inbox().forget(message);
                message.waiting().forEach(chunk -> chunk.refuse(status));
            } else {
                message.done(null);
                session.inbox().completed(message, then);
                counters.messagesReceived.increment();
            }
            message.waiting().forEach(chunk -> respond(chunk, then));
            if (verdict instanceof Verdict.Taken
                    && message.reportWanted()
                    && session.policy().messages().reports() != Reports.CHUNK) {
                report(message, session, ByteRange.whole(message.length()), then);
            }
        });
    }

    private void report(Assembly message, SessionCore session, ByteRange range, long now) {
        if (!session.over()) {
            transmitter.report(
                    message.sender(session), session.localPath(), message.messageId(), range, Status.OK, now);
        }
    }

    /** Asks a sink, and goes on with its answer on the lane: at once when it is there at once. */
    private void ask(Supplier<CompletionStage<Verdict>> question, long now, Answer answer) {
        CompletionStage<Verdict> stage;
        try {
            stage = question.get();
        } catch (RuntimeException | Error e) {
            answer.then(failed(e), now);
            return;
        }
        if (stage.toCompletableFuture().isDone()) {
            stage.whenComplete((verdict, failure) -> answer.then(verdict == null ? failed(failure) : verdict, now));
        } else {
            stage.whenComplete((verdict, failure) ->
                    port.execute(then -> answer.then(verdict == null ? failed(failure) : verdict, then)));
        }
    }

    private interface Answer {
        void then(Verdict verdict, long now);
    }

    private static Verdict failed(@Nullable Throwable failure) {
        LOG.warn("A sink failed; its message is answered with 413", failure);
        return new Verdict.Refused(NOT_STORED.code(), NOT_STORED.comment());
    }

    /** Sends the response to a chunk, once, as its Failure-Report allows (RFC 4975 §7.2). */
    private void respond(IncomingChunk chunk, long now) {
        if (chunk.responded) {
            return;
        }
        chunk.responded = true;
        Status status = chunk.refusal() == null ? Status.OK : chunk.refusal();
        if (chunk.last && chunk.message != null && chunk.session != null) {
            chunk.session.inbox().answered(chunk.message, chunk, status);
        }
        if (wanted(chunk.head.failureReport(), status)) {
            transmitter.respond(chunk.head.transaction(), status, chunk.head.to(), chunk.head.from(), now);
        }
        if (status.success()) {
            reportChunk(chunk, now);
        }
    }

    private void reportChunk(IncomingChunk chunk, long now) {
        Assembly message = chunk.message;
        SessionCore session = chunk.session;
        if (message == null || session == null || !chunk.head.successReport() || chunk.position == chunk.start()) {
            return;
        }
        switch (session.policy().messages().reports()) {
            case MESSAGE -> {}
            case CHUNK -> report(message, session, chunk.start(), chunk.position, now);
            case AUTO -> {
                if (chunk.head.from().uris().size() > 1 && message.stored(chunk.start(), chunk.position)) {
                    report(message, session, message.told(), message.tell(), now);
                }
            }
        }
    }

    private void report(Assembly message, SessionCore session, long start, long end, long now) {
        report(message, session, new ByteRange(start + 1, end, message.total()), now);
    }

    static boolean wanted(FailureReport wish, Status status) {
        return switch (wish) {
            case YES -> true;
            case PARTIAL -> !status.success();
            case NO -> false;
        };
    }
}

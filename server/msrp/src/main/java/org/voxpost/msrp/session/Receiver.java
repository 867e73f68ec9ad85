package org.voxpost.msrp.session;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.MessageSink;
import org.voxpost.msrp.Verdict;
import org.voxpost.msrp.wire.ByteRange;
import org.voxpost.msrp.wire.Continuation;
import org.voxpost.msrp.wire.Status;

/** The receiving side of a connection: bodies into sinks, then the response (RFC 4975 §7.3.1). */
final class Receiver {

    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    private static final Status CONTRADICTION = new Status(400, "Chunks contradict each other");
    private static final Status NOT_STORED = new Status(413, "Not stored");

    private final ConnectionPort port;
    private final Transmitter transmitter;
    private final Counters counters;
    private @Nullable IncomingChunk current;
    private long unanswered;

    Receiver(ConnectionPort port, Transmitter transmitter, Counters counters) {
        this.port = port;
        this.transmitter = transmitter;
        this.counters = counters;
    }

    /** Octets that sinks have and did not answer. */
    long unanswered() {
        return unanswered;
    }

    void begin(IncomingChunk chunk, long now) {
        current = chunk;
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
            current = begun.session.inbox().begin(begun.head, begun.session);
        }
        IncomingChunk chunk = current;
        int length = octets.readableBytes();
        if (chunk == null || chunk.refusal() != null || chunk.message == null || chunk.session == null) {
            octets.release();
            return;
        }
        long start = chunk.position;
        chunk.position = start + length;
        Assembly message = chunk.message;
        boolean fresh = start >= message.received.end();
        Status excess = chunk.session.inbox().excess(message, chunk.position);
        if (excess != null) {
            octets.release();
            refuse(chunk, excess, now);
        } else if (fresh) {
            message.received.add(start, chunk.position);
            take(chunk, message, start, octets, now);
        } else {
            message.received.gaps(start, start + length, (from, to) -> {
                int offset = octets.readerIndex() + (int) (from - start);
                take(chunk, message, from, octets.retainedSlice(offset, (int) (to - from)), now);
            });
            message.received.add(start, start + length);
            octets.release();
        }
    }

    private void take(IncomingChunk chunk, Assembly message, long offset, ByteBuf octets, long now) {
        MessageSink sink = message.sink();
        if (sink == null) {
            octets.release();
            return;
        }
        int length = octets.readableBytes();
        chunk.untaken++;
        message.handed();
        unanswered += length;
        ask(() -> sink.take(offset, octets.nioBuffer()), now, (verdict, then) -> {
            octets.release();
            unanswered -= length;
            chunk.untaken--;
            message.taken();
            counters.octetsReceived.add(length);
            answered(chunk, verdict, then);
        });
    }

    private void answered(IncomingChunk chunk, Verdict verdict, long now) {
        if (verdict instanceof Verdict.Refused refused) {
            refuse(chunk, new Status(refused.status(), refused.comment()), now);
        }
        if (chunk.ended && chunk.untaken == 0) {
            conclude(chunk, now);
        }
    }

    private void refuse(IncomingChunk chunk, Status status, long now) {
        chunk.refuse(status);
        if (chunk.message != null && chunk.message.refusal() == null) {
            chunk.message.refuse(status);
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
        Assembly message = chunk.message;
        if (message != null && chunk.session != null) {
            end(chunk, message, chunk.session, flag, now);
        }
        if (chunk.untaken == 0) {
            conclude(chunk, now);
        }
    }

    private void end(IncomingChunk chunk, Assembly message, SessionCore session, Continuation flag, long now) {
        switch (flag) {
            case MORE -> {}
            case ABORTED -> {
                message.abort(MessageSink.Abandonment.BY_SENDER);
                session.inbox().forget(message);
            }
            case COMPLETE -> {
                if (message.refusal() != null) {
                    session.inbox().forget(message);
                } else if (!message.endsAt(chunk.position)) {
                    refuse(chunk, CONTRADICTION, now);
                    session.inbox().forget(message);
                }
            }
        }
    }

    /** All parts of a chunk are answered by the sink. */
    private void conclude(IncomingChunk chunk, long now) {
        Assembly message = chunk.message;
        SessionCore session = chunk.session;
        if (chunk.refusal() != null || message == null || session == null) {
            respond(chunk, now);
        } else if (message.completing()) {
            message.await(chunk);
        } else if (message.complete()) {
            message.await(chunk);
            complete(message, chunk, session, now);
        } else {
            respond(chunk, now);
        }
    }

    private void complete(Assembly message, IncomingChunk last, SessionCore session, long now) {
        MessageSink sink = message.sink();
        if (sink == null) {
            return;
        }
        ask(() -> sink.complete(message.length()), now, (verdict, then) -> {
            session.inbox().completed(message, last);
            message.done();
            if (verdict instanceof Verdict.Refused refused) {
                message.waiting().forEach(chunk -> chunk.refuse(new Status(refused.status(), refused.comment())));
            } else {
                counters.messagesReceived.increment();
            }
            message.waiting().forEach(chunk -> respond(chunk, then));
            if (verdict instanceof Verdict.Taken && last.head.successReport()) {
                report(last, message.length(), session, then);
            }
        });
    }

    private void report(IncomingChunk last, long length, SessionCore session, long now) {
        String messageId = last.head.messageId();
        if (messageId != null && !session.over()) {
            transmitter.report(
                    last.head.from(), session.localPath(), messageId, ByteRange.whole(length), Status.OK, now);
        }
    }

    /** Asks a sink, and goes on with its answer on the lane: at once when it is there at once. */
    private void ask(Supplier<CompletionStage<Verdict>> question, long now, Answer answer) {
        CompletionStage<Verdict> stage;
        try {
            stage = question.get();
        } catch (RuntimeException e) {
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
        if (wanted(chunk.head.failureReport(), status)) {
            transmitter.respond(chunk.head.transaction(), status, chunk.head.to(), chunk.head.from(), now);
        }
    }

    static boolean wanted(FailureReport wish, Status status) {
        return switch (wish) {
            case YES -> true;
            case PARTIAL -> !status.success();
            case NO -> false;
        };
    }
}

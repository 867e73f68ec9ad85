package org.voxpost.msrp.session;

import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.wire.ByteRange;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.Status;

/** What the peer says of our requests: responses, REPORTs, silence (RFC 4975 §7.1.1, §7.3.2, §10). */
final class Responses {

    private final ConnectionPort port;
    private final SessionTable sessions;
    private final Transmitter transmitter;
    private final Counters counters;

    Responses(ConnectionPort port, SessionTable sessions, Transmitter transmitter, Counters counters) {
        this.port = port;
        this.sessions = sessions;
        this.transmitter = transmitter;
        this.counters = counters;
    }

    void response(Frame.Response response, long now) {
        switch (transmitter.answered(response.transaction(), now)) {
            case null -> counters.strayResponses.increment();
            case Transaction.Chunk chunk -> chunk(chunk, response.status(), now);
            case Transaction.Bodiless bodiless -> bodiless(bodiless.session(), response.status(), now);
            case Transaction.Other other -> other.answer().response(response, now);
        }
    }

    private void chunk(Transaction.Chunk chunk, Status status, long now) {
        SessionCore session = chunk.session();
        session.clock().heard(now);
        if (status.success()) {
            session.establish();
            session.acknowledged(chunk.message(), chunk.octets());
            transmitter.unreported(chunk.message(), now);
        } else {
            refused(chunk.message(), status, now);
            endIfGone(session, status, now);
        }
        transmitter.ready(session);
    }

    private void bodiless(SessionCore session, Status status, long now) {
        session.clock().heard(now);
        if (!endIfGone(session, status, now)) {
            session.establish();
        }
        transmitter.ready(session);
    }

    /** Ends a session of which the peer says that it has none, or has it elsewhere. */
    private static boolean endIfGone(SessionCore session, Status status, long now) {
        boolean gone = status.code() == 481 || status.code() == 506;
        if (gone) {
            session.end(new SessionEnd(SessionEnd.Cause.REFUSED_BY_PEER, "the peer answered " + status.code()), now);
        }
        return gone;
    }

    private void refused(Outgoing message, Status status, long now) {
        SendOutcome outcome = status.code() == 408
                ? new SendOutcome.TimedOut(SendOutcome.Phase.RESPONSE)
                : new SendOutcome.Refused(status.code(), status.comment());
        transmitter.stop(message, outcome, true, now);
    }

    /** Takes a REPORT that came on this connection; a relay may bring one that is for a session on another. */
    void report(Frame.Report report, long now) {
        SessionCore session = sessions.named(report.to());
        String id = report.to().last().sessionId();
        if (session != null && !session.isAside()) {
            report(report, session, now);
        } else if (id == null || !port.report(id, report)) {
            counters.strayResponses.increment();
        }
    }

    /** Takes a REPORT for a session on this connection. */
    void report(Frame.Report report, SessionCore session, long now) {
        if (report.messageId() == null) {
            counters.strayResponses.increment();
            return;
        }
        session.clock().heard(now);
        Status status = report.status() == null ? Status.OK : report.status();
        Outgoing message = session.outbox().unfinished(report.messageId());
        if (message == null) {
            late(session, report.messageId(), status);
        } else if (!status.success()) {
            refused(message, status, now);
        } else {
            success(message, report.range(), now);
        }
        if (message != null && message.finished()) {
            transmitter.reported(message);
        }
    }

    private void success(Outgoing message, @Nullable ByteRange range, long now) {
        long before = message.reportedOctets();
        boolean delivered = message.report(range);
        if (message.reportedOctets() > before) {
            message.session().outbox().heard(message, ofAPart(message, range));
            transmitter.progressed(message, now);
            transmitter.ready(message.session());
        }
        if (delivered) {
            message.session().outbox().finish(message, new SendOutcome.Delivered(message.length()));
        }
    }

    private static boolean ofAPart(Outgoing message, @Nullable ByteRange range) {
        return range != null
                && (range.start() > 1 || (range.end() != ByteRange.UNKNOWN && range.end() < message.length()));
    }

    /** A failure wins over the 200s that came before it; everything else about a message that is over is ignored. */
    private void late(SessionCore session, String messageId, Status status) {
        if (status.success()
                || !session.outbox().takeBack(messageId, new SendOutcome.Refused(status.code(), status.comment()))) {
            counters.strayResponses.increment();
        }
    }

    /** The time for the report on a message has passed. */
    void unreported(Outgoing message, long now) {
        transmitter.stop(message, new SendOutcome.TimedOut(SendOutcome.Phase.REPORT), false, now);
    }

    /** The time of a transaction has passed without a response. */
    void missing(Transaction transaction, long now) {
        switch (transaction) {
            case Transaction.Chunk chunk -> {
                if (chunk.answered()) {
                    SendOutcome outcome = new SendOutcome.TimedOut(SendOutcome.Phase.RESPONSE);
                    transmitter.stop(chunk.message(), outcome, false, now);
                }
                transmitter.ready(chunk.session());
            }
            case Transaction.Bodiless bodiless -> unheard(bodiless.session(), now);
            case Transaction.Other other -> other.answer().missing(now);
        }
    }

    /** The first request, or a keep-alive, found nobody. */
    private void unheard(SessionCore session, long now) {
        if (!session.established()) {
            String why = "the peer did not answer the first request";
            session.end(new SessionEnd(SessionEnd.Cause.NOT_ESTABLISHED, why), now);
        } else if (!session.policy().messages().keepAlive().isZero()) {
            String why = "the peer did not answer a keep-alive";
            session.end(new SessionEnd(SessionEnd.Cause.CONNECTION_LOST, why), now);
        }
        transmitter.ready(session);
    }
}

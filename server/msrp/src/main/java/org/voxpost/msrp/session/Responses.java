package org.voxpost.msrp.session;

import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEnd;
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
        switch (transmitter.answered(response.transaction())) {
            case null -> counters.strayResponses.increment();
            case Transaction.Chunk chunk -> chunk(chunk, response.status(), now);
            case Transaction.Bodiless bodiless -> bodiless(bodiless.session(), response.status(), now);
            case Transaction.Other other -> other.answer().response(response, now);
        }
    }

    private void chunk(Transaction.Chunk chunk, Status status, long now) {
        SessionCore session = chunk.session();
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
        if (session != null) {
            report(report, session, now);
        } else if (id == null || !port.report(id, report)) {
            counters.strayResponses.increment();
        }
    }

    /** Takes a REPORT for a session on this connection. */
    void report(Frame.Report report, SessionCore session, long now) {
        Outgoing message = report.messageId() == null ? null : session.unfinished(report.messageId());
        if (message == null) {
            counters.strayResponses.increment();
            return;
        }
        Status status = report.status() == null ? Status.OK : report.status();
        if (!status.success()) {
            refused(message, status, now);
        } else if (message.report(report.range())) {
            session.finish(message, new SendOutcome.Delivered(message.length()));
        }
        if (message.finished()) {
            transmitter.reported(message);
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
            case Transaction.Bodiless bodiless -> notEstablished(bodiless.session(), now);
            case Transaction.Other other -> other.answer().missing(now);
        }
    }

    private void notEstablished(SessionCore session, long now) {
        if (!session.established()) {
            String why = "the peer did not answer the first request";
            session.end(new SessionEnd(SessionEnd.Cause.NOT_ESTABLISHED, why), now);
        }
        transmitter.ready(session);
    }
}

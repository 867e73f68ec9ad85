package org.voxpost.msrp.session;

import java.util.function.Consumer;
import org.voxpost.msrp.NicknameOutcome;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.Status;

/** Tells what came of a NICKNAME of a session (RFC 7701 §7.1). */
final class NicknameAnswer implements Transaction.Answer {

    private final SessionCore session;
    private final ConnectionCore connection;
    private final Consumer<NicknameOutcome> outcome;

    NicknameAnswer(SessionCore session, ConnectionCore connection, Consumer<NicknameOutcome> outcome) {
        this.session = session;
        this.connection = connection;
        this.outcome = outcome;
    }

    @Override
    public void response(Frame.Response response, long now) {
        session.clock().heard(now);
        Status status = response.status();
        outcome.accept(
                status.success()
                        ? new NicknameOutcome.Given()
                        : new NicknameOutcome.Refused(status.code(), status.comment()));
    }

    @Override
    public void missing(long now) {
        outcome.accept(
                session.over() || connection.closed()
                        ? new NicknameOutcome.ConnectionLost("the session left its connection before the response")
                        : new NicknameOutcome.TimedOut());
    }
}

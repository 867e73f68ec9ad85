package org.voxpost.engine.capture;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;
import org.voxpost.engine.capture.store.Side;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.SendEvents;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.sdp.AcceptTypes;
import org.voxpost.sdp.Direction;
import org.voxpost.sdp.MediaDescription;

/** One MSRP session of a captured owner. What the callbacks of MSRP touch is theirs; the rest belongs to the lane of the owner. */
final class CapturedStream implements SessionEvents {

    private final CapturedSession owner;
    private final Naming naming;

    private @Nullable MsrpSession session;
    private Optional<AcceptTypes> accepted = Optional.empty();
    private Direction theirs = Direction.SENDRECV;
    private final CompletableFuture<SessionEnd> ended = new CompletableFuture<>();

    CapturedStream(CapturedSession owner) {
        this.owner = owner;
        this.naming = new Naming(owner);
    }

    /** @param description of theirs, offer or answer */
    void stand(MsrpSession made, MediaDescription description) {
        session = made;
        described(description);
    }

    /** @param description of theirs, offer or answer */
    void described(MediaDescription description) {
        accepted = AcceptTypes.in(description);
        theirs = Direction.of(description);
        naming.described(description, session);
    }

    @Nullable
    MsrpSession session() {
        return session;
    }

    /** Whether the caller takes a type; one that says nothing of types takes text. */
    boolean takes(String type) {
        return theirs.receives() && accepted.map(types -> types.accepts(type)).orElse(type.equals("text/plain"));
    }

    boolean over() {
        return ended.isDone();
    }

    /** Its session ended without a word, because its answer was refused. On the lane. */
    void refused() {
        ended.complete(new SessionEnd(SessionEnd.Cause.LOCAL, "its answer was refused"));
    }

    /** Done when nothing more comes on it. */
    CompletableFuture<SessionEnd> ended() {
        return ended;
    }

    /**
     * Sends what is on record by now, and records what becomes of it. On the lane.
     *
     * @return completes when it is acknowledged, or will never be
     */
    CompletableFuture<Void> send(String messageId, String type, byte[] octets) {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        MsrpSession current = session;
        if (current == null || over()) {
            undelivered(messageId, 0, "there was no stream any more");
            settled.complete(null);
            return settled;
        }
        var _ = current.send(
                MessageContent.of(type, octets).withMessageId(messageId).withReports(true, FailureReport.YES),
                new SendEvents() {
                    // Once it is acknowledged, only word of the far end that it failed is news: no report before the
                    // end is none.
                    private boolean told;

                    @Override
                    public void acknowledged(long count) {
                        if (count == octets.length) {
                            told = true;
                            delivered(messageId, "acknowledged");
                            settled.complete(null);
                        }
                    }

                    @Override
                    public void finished(SendOutcome outcome) {
                        if (!told || outcome instanceof SendOutcome.Refused) {
                            concluded(messageId, outcome);
                        }
                        settled.complete(null);
                    }

                    @Override
                    public void takenBack(SendOutcome.Refused refusal) {
                        concluded(messageId, refusal);
                    }
                });
        return settled;
    }

    /** Sends what is not kept: nobody waits for what becomes of it. On the lane. */
    void sendPassing(String type, byte[] octets) {
        MsrpSession current = session;
        if (current != null && !over()) {
            var _ = current.send(MessageContent.of(type, octets).withReports(false, FailureReport.NO), _ -> {});
        }
    }

    private void concluded(String messageId, SendOutcome outcome) {
        switch (outcome) {
            case SendOutcome.Delivered _ -> delivered(messageId, "");
            // All of it was acknowledged; not every peer sends the report that it is asked for.
            case SendOutcome.TimedOut(SendOutcome.Phase phase)
            when phase == SendOutcome.Phase.REPORT -> delivered(messageId, "acknowledged, but not reported");
            case SendOutcome.TimedOut(SendOutcome.Phase phase) -> undelivered(messageId, 408, "no answer: " + phase);
            case SendOutcome.Refused(int status, String comment) -> undelivered(messageId, status, comment);
            case SendOutcome.ConnectionLost(String reason) -> undelivered(messageId, 0, reason);
            case SendOutcome.Aborted() -> undelivered(messageId, 0, "the session ended first");
            case SendOutcome.SourceFailed(String reason) -> undelivered(messageId, 0, reason);
        }
    }

    private void delivered(String messageId, String note) {
        var _ = owner.log()
                .add(Fact.of(FactKind.DELIVERED, owner.log().now(), note)
                        .message(Side.AGENT, messageId, "")
                        .status(200));
    }

    private void undelivered(String messageId, int status, String note) {
        var _ = owner.log()
                .add(Fact.of(FactKind.UNDELIVERED, owner.log().now(), note)
                        .message(Side.AGENT, messageId, "")
                        .status(status));
    }

    @Override
    public void established() {
        // Before the greeting, so that the others know whose it is.
        owner.lane().execute(() -> naming.established(session));
        owner.established();
    }

    @Override
    public Reception incoming(IncomingMessage message) {
        if (Passing.is(message.contentType())) {
            return Reception.into(new Passing(content -> owner.passed(message.contentType(), content)));
        }
        return Reception.into(new MessageKeeper(owner, message));
    }

    @Override
    public void redescribed() {
        owner.lane().execute(owner::rerouted);
    }

    @Override
    public void ended(SessionEnd end) {
        owner.lane().execute(() -> {
            ended.complete(end);
            owner.streamEnded(end);
        });
    }
}

package org.voxpost.msrp.netty;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.Body;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.OutgoingMessage;
import org.voxpost.msrp.SendEvents;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.session.Outgoing;

/** A message as the application sees it. Its core is made on the lane, and anew when its session moves to another connection. */
final class SentMessage implements OutgoingMessage, SendEvents {

    private static final Logger LOG = LoggerFactory.getLogger(SentMessage.class);

    private final SessionHandle session;
    private final String messageId;
    private final MessageContent content;
    private final SendEvents events;
    private final @Nullable SharedSource source;
    private @Nullable Outgoing message;
    private @Nullable SendOutcome loss;
    private long acknowledged;

    SentMessage(SessionHandle session, String messageId, MessageContent content, SendEvents events) {
        this.session = session;
        this.messageId = messageId;
        this.content = content;
        this.events = events;
        this.source = content.body() instanceof Body.Source own ? new SharedSource(own) : null;
    }

    /** Hands the message to the core of its session, from its first octet. On the lane. */
    void begin() {
        loss = null;
        MessageContent sent = source == null ? content : content.withBody(source.reader());
        message = session.core().send(sent, messageId, this);
    }

    @Override
    public String messageId() {
        return messageId;
    }

    @Override
    public void abort() {
        session.execute(now -> {
            Outgoing sent = message;
            if (sent != null) {
                session.core().abort(sent, now);
            }
        });
    }

    /** Of a message that is sent again, the peer acknowledges some octets twice. */
    @Override
    public void acknowledged(long octets) {
        if (octets > acknowledged) {
            acknowledged = octets;
            events.acknowledged(octets);
        }
    }

    /** A loss is told once it is known that the session does not move: its own end comes right behind. */
    @Override
    public void takenBack(SendOutcome.Refused refusal) {
        events.takenBack(refusal);
    }

    @Override
    public void finished(SendOutcome outcome) {
        if (outcome instanceof SendOutcome.ConnectionLost && session.mayRejoin()) {
            loss = outcome;
        } else {
            tell(outcome);
        }
    }

    /** The session is over, and did not move. */
    void tellLoss() {
        SendOutcome kept = loss;
        if (kept != null) {
            try {
                tell(kept);
            } catch (RuntimeException | Error e) {
                LOG.warn("A listener of message {} failed on its outcome", messageId, e);
            }
        }
    }

    private void tell(SendOutcome outcome) {
        session.finished(this);
        if (source != null) {
            source.release();
        }
        events.finished(outcome);
    }
}

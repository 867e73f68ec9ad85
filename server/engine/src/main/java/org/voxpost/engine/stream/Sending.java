package org.voxpost.engine.stream;

import java.util.List;
import java.util.concurrent.Executor;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.SendEvents;
import org.voxpost.msrp.SendOutcome;

/** Sends messages one behind the other, each when the one before is acknowledged. Belongs to the lane of the call. */
final class Sending {

    /** Hears how it goes, on the lane; one of the last two ends it. */
    interface Events {

        /** @param octets of all messages, and what the far end had before */
        void acknowledged(long octets);

        void delivered(long octets);

        void failed(SendOutcome outcome);
    }

    private final MsrpSession session;
    private final Executor lane;
    private final Events events;
    private long before;

    /** @param start octets that the far end had before */
    Sending(MsrpSession session, long start, Executor lane, Events events) {
        this.session = session;
        this.before = start;
        this.lane = lane;
        this.events = events;
    }

    /** @param messages at least one */
    void send(List<MessageContent> messages) {
        session.send(messages.getFirst(), new SendEvents() {
            @Override
            public void acknowledged(long octets) {
                lane.execute(() -> events.acknowledged(before + octets));
            }

            @Override
            public void finished(SendOutcome outcome) {
                lane.execute(() -> Sending.this.finished(outcome, messages.subList(1, messages.size())));
            }
        });
    }

    private void finished(SendOutcome outcome, List<MessageContent> rest) {
        if (!(outcome instanceof SendOutcome.Delivered(long octets))) {
            events.failed(outcome);
            return;
        }
        before += octets;
        if (rest.isEmpty()) {
            events.delivered(before);
        } else {
            send(rest);
        }
    }
}

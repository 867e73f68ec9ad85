package org.voxpost.msrp.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.OutgoingMessage;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.SendEvents;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.session.ConnectionPort;
import org.voxpost.msrp.session.Negotiation;
import org.voxpost.msrp.session.Outgoing;
import org.voxpost.msrp.session.Resolution;
import org.voxpost.msrp.session.SessionCore;
import org.voxpost.msrp.wire.MsrpUri;
import org.voxpost.msrp.wire.UriPath;
import org.voxpost.sdp.MediaDescription;

/**
 * A session in the hands of the application. Its lane is an event loop: first any, then that of its connection. Only the
 * lane's owner passes it on, so a task that finds it gone follows it.
 */
final class SessionHandle implements MsrpSession, SessionEvents {

    private static final Logger LOG = LoggerFactory.getLogger(SessionHandle.class);

    private final NettyEndpoint endpoint;
    private final String id;
    private final SessionTerms terms;
    private final SessionEvents events;
    private final MediaDescription local;
    private final SessionCore core;
    private final AtomicLong messages = new AtomicLong();
    private final boolean offering;

    private volatile EventLoop lane;
    private volatile boolean established;
    private @Nullable NettyConnection connection;
    private @Nullable Negotiation negotiated;
    private @Nullable ScheduledFuture<?> establishTimer;
    private boolean silent;

    SessionHandle(
            NettyEndpoint endpoint,
            String id,
            SessionTerms terms,
            SessionEvents events,
            MsrpUri uri,
            MediaDescription local,
            @Nullable Negotiation negotiated,
            EventLoop lane) {
        this.endpoint = endpoint;
        this.id = id;
        this.terms = terms;
        this.events = events;
        this.local = local;
        this.lane = lane;
        this.offering = negotiated == null;
        this.negotiated = negotiated;
        this.core = endpoint.newSession(id, UriPath.of(uri), terms, this);
    }

    SessionCore core() {
        return core;
    }

    boolean bound() {
        return established;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public MediaDescription localDescription() {
        return local;
    }

    @Override
    public void answered(MediaDescription answer) throws NegotiationRefused {
        try {
            Negotiation result = Negotiation.ofAnswer(local, answer, terms);
            execute(_ -> begin(result));
        } catch (NegotiationRefused e) {
            execute(now -> {
                silent = true;
                core.end(new SessionEnd(SessionEnd.Cause.LOCAL, "the answer was refused"), now);
            });
            throw e;
        }
    }

    @Override
    public void start() {
        if (!offering) {
            execute(_ -> {
                Negotiation result = negotiated;
                if (result != null) {
                    begin(result);
                }
            });
        }
    }

    private void begin(Negotiation result) {
        if (core.over() || establishTimer != null) {
            return;
        }
        negotiated = result;
        core.remotePath(result.remotePath());
        if (core.established()) {
            return;
        }
        establishTimer = lane.schedule(
                () -> execute(this::notEstablished),
                endpoint.configuration().timeouts().establish().toNanos(),
                TimeUnit.NANOSECONDS);
        if (result.weConnect() && connection == null) {
            connect(result.remotePath().first());
        }
    }

    private void notEstablished(long now) {
        if (!core.established()) {
            core.end(
                    new SessionEnd(SessionEnd.Cause.NOT_ESTABLISHED, "no connection, or no request on it, in time"),
                    now);
        }
    }

    private void connect(MsrpUri hop) {
        NettyConnection to = endpoint.connections().to(hop, terms.policy());
        connection = to;
        lane = to.loop();
        to.execute(now -> {
            if (!core.over() && !to.attach(this, now)) {
                connect(hop);
            }
        });
    }

    /** Asks for this session on behalf of a connection whose first request names it. Any thread. */
    void claim(NettyConnection by) {
        execute(_ -> {
            if (core.over()) {
                by.execute(then -> by.resolved(Resolution.UNKNOWN, then));
            } else if (connection != null) {
                by.execute(then -> by.resolved(Resolution.BOUND_ELSEWHERE, then));
            } else {
                connection = by;
                lane = by.loop();
                by.execute(then -> by.adopt(this, then));
            }
        });
    }

    @Override
    public OutgoingMessage send(MessageContent content, SendEvents sendEvents) {
        String messageId = content.messageId().orElseGet(() -> id.substring(0, 20) + messages.incrementAndGet());
        Sent sent = new Sent(messageId);
        execute(_ -> sent.message = core.send(content, messageId, sendEvents));
        return sent;
    }

    /** A message as the application sees it; its core is made on the lane. */
    private final class Sent implements OutgoingMessage {
        private final String messageId;
        private @Nullable Outgoing message;

        Sent(String messageId) {
            this.messageId = messageId;
        }

        @Override
        public String messageId() {
            return messageId;
        }

        @Override
        public void abort() {
            execute(now -> {
                Outgoing sent = message;
                if (sent != null) {
                    core.abort(sent, now);
                }
            });
        }
    }

    @Override
    public void end() {
        end(new SessionEnd(SessionEnd.Cause.LOCAL, "ended by the application"));
    }

    void end(SessionEnd end) {
        execute(now -> core.end(end, now));
    }

    /** Runs a step where the session lives now; without effect when the endpoint is closed. */
    private void execute(ConnectionPort.Step step) {
        try {
            lane.execute(() -> run(step));
        } catch (RejectedExecutionException e) {
            LOG.debug("MSRP session {} is asked for something after its endpoint was closed", id);
        }
    }

    private void run(ConnectionPort.Step step) {
        if (!lane.inEventLoop()) {
            execute(step);
            return;
        }
        step.run(System.nanoTime());
        if (connection != null && connection.loop().inEventLoop()) {
            connection.settleSoon();
        }
    }

    @Override
    public void established() {
        established = true;
        cancelTimer();
        events.established();
    }

    @Override
    public Reception incoming(IncomingMessage message) {
        return events.incoming(message);
    }

    @Override
    public void ended(SessionEnd end) {
        cancelTimer();
        endpoint.forget(this);
        if (!silent) {
            events.ended(end);
        }
    }

    private void cancelTimer() {
        if (establishTimer != null) {
            establishTimer.cancel(false);
        }
    }
}

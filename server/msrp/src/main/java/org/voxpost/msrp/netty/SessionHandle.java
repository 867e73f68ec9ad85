package org.voxpost.msrp.netty;

import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.Nickname;
import org.voxpost.msrp.NicknameOutcome;
import org.voxpost.msrp.OutgoingMessage;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.SendEvents;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.Verdict;
import org.voxpost.msrp.session.ConnectionPort;
import org.voxpost.msrp.session.Negotiation;
import org.voxpost.msrp.session.SessionCore;
import org.voxpost.msrp.tls.Ticket;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.MsrpUri;
import org.voxpost.msrp.wire.UriPath;
import org.voxpost.sdp.MediaDescription;

/**
 * A session in the hands of the application: what it asks goes to the lane of the session, and what comes of it is told there. Its
 * lane is first any event loop, then that of its connection.
 */
final class SessionHandle implements MsrpSession, SessionEvents {

    private static final Logger LOG = LoggerFactory.getLogger(SessionHandle.class);

    private final NettyEndpoint endpoint;
    private final String id;
    private final SessionTerms terms;
    private final SessionEvents events;
    private final AtomicLong messages = new AtomicLong();
    private final boolean offering;
    private final Descriptions said;
    private final Unheard unheard = new Unheard();
    private final Bearer bearer;

    private volatile boolean over;
    private boolean told;
    private boolean silent;

    SessionHandle(
            NettyEndpoint endpoint,
            String id,
            SessionTerms terms,
            SessionEvents events,
            MsrpUri uri,
            MediaDescription local,
            @Nullable Negotiation agreed,
            @Nullable Ticket ticket,
            EventLoop loop) {
        this.endpoint = endpoint;
        this.id = id;
        this.terms = terms;
        this.events = events;
        this.offering = agreed == null;
        SessionTls tls = ticket == null ? null : new SessionTls(ticket);
        this.said = new Descriptions(terms, uri, tls, local, agreed);
        this.bearer = new Bearer(endpoint, this, terms, UriPath.of(uri), said, tls, unheard, loop);
    }

    /** Says that the session goes through a relay, over this connection to it. Before anything else, and on its lane. */
    void through(RelayEntry entry, UriPath relays, NettyConnection over) {
        said.through(relays);
        bearer.through(entry, over);
    }

    /** Takes another path from the relay; the peer still knows the one before. */
    void rerouted(UriPath relays) {
        if (said.reroute(relays)) {
            bearer.rerouted();
            LOG.info("The relay gave session {} another path", id);
            events.redescribed();
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public MediaDescription localDescription() {
        return said.local();
    }

    @Override
    public void answered(MediaDescription answer) throws NegotiationRefused {
        try {
            agree(said.answered(answer), answer);
        } catch (NegotiationRefused e) {
            if (e.reason() != NegotiationRefused.Reason.WITHOUT_CEMA && said.agreed() == null) {
                execute(now -> {
                    silent = true;
                    core().end(new SessionEnd(SessionEnd.Cause.LOCAL, "the answer was refused"), now);
                });
            }
            throw e;
        }
    }

    @Override
    public MediaDescription reoffered(MediaDescription offer) throws NegotiationRefused {
        Negotiation before = said.agreed();
        if (over || before == null) {
            throw new NegotiationRefused(NegotiationRefused.Reason.OVER, "the session has ended, or has not begun");
        }
        Negotiation result = said.reoffered(offer, before);
        MediaDescription answer = said.local();
        agree(result, offer);
        return answer;
    }

    @Override
    public MediaDescription reoffer() {
        return said.reoffer();
    }

    private void agree(Negotiation result, MediaDescription theirs) {
        endpoint.notes(theirs, result, terms.policy());
        execute(now -> bearer.agreed(result, now));
    }

    @Override
    public void start() {
        Negotiation result = said.agreed();
        if (!offering && result != null) {
            execute(_ -> bearer.answerSent(result));
        }
    }

    @Override
    public OutgoingMessage send(MessageContent content, SendEvents sendEvents) {
        String messageId = content.messageId().orElseGet(() -> id.substring(0, 20) + messages.incrementAndGet());
        SentMessage sent = new SentMessage(this, messageId, content, sendEvents);
        execute(_ -> {
            if (!bearer.bound()) {
                unheard.add(sent);
            }
            sent.begin();
        });
        return sent;
    }

    @Override
    public CompletionStage<NicknameOutcome> nickname(Nickname name) {
        CompletableFuture<NicknameOutcome> outcome = new CompletableFuture<>();
        if (!execute(now -> core().nickname(name, outcome::complete, now))) {
            outcome.complete(new NicknameOutcome.ConnectionLost("the endpoint is closed"));
        }
        return outcome;
    }

    /** The core of now. On the lane. */
    SessionCore core() {
        return bearer.core();
    }

    /** Whether a loss of the connection is not the end. On the lane. */
    boolean mayRejoin() {
        return bearer.mayRejoin();
    }

    void finished(SentMessage message) {
        unheard.remove(message);
    }

    @Override
    public void failed(String messageId, int status, String comment) {
        Verdict.Refused checked = new Verdict.Refused(status, comment);
        execute(now -> {
            core().failed(messageId, checked.status(), checked.comment(), now);
            bearer.asides().failed(messageId, checked.status(), checked.comment());
        });
    }

    @Override
    public CompletionStage<Void> quiet() {
        CompletableFuture<Void> quiet = new CompletableFuture<>();
        Runnable here = () -> {
            var _ = bearer.asides().quiet().thenRun(() -> quiet.complete(null));
        };
        if (!execute(now -> core().whenQuiet(here, now))) {
            quiet.complete(null);
        }
        return quiet;
    }

    @Override
    public void endAfterTail() {
        SessionEnd end = new SessionEnd(SessionEnd.Cause.LOCAL, "ended by the application");
        execute(now -> core().endAfterTail(end, now));
    }

    @Override
    public void end() {
        end(new SessionEnd(SessionEnd.Cause.LOCAL, "ended by the application"));
    }

    void end(SessionEnd end) {
        execute(now -> core().end(end, now));
    }

    /** Takes a REPORT from another connection. Any thread. */
    void report(Frame.Report report) {
        execute(now -> core().report(report, now));
    }

    /** Asks for this session on behalf of a connection whose first request names it. Any thread. */
    void claim(NettyConnection by) {
        execute(_ -> bearer.claimed(by));
    }

    /** Whether the peer has been heard on the connection. Any thread. */
    boolean bound() {
        return bearer.bound();
    }

    /** Runs a step on the lane; false, and without effect, when the endpoint is closed. */
    boolean execute(ConnectionPort.Step step) {
        return bearer.execute(step);
    }

    @Override
    public void established() {
        bearer.established();
        if (!told) {
            told = true;
            events.established();
        }
    }

    @Override
    public void redescribed() {
        events.redescribed();
    }

    @Override
    public Reception incoming(IncomingMessage message) {
        return events.incoming(message);
    }

    @Override
    public void ended(SessionEnd end) {
        if (bearer.survives(end)) {
            return;
        }
        over = true;
        unheard.tellLoss();
        endpoint.forget(this);
        bearer.close(end);
        if (!silent) {
            events.ended(end);
        }
    }
}

package org.voxpost.msrp.netty;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ObjLongConsumer;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.session.ConnectionPort;
import org.voxpost.msrp.session.SessionCore;
import org.voxpost.msrp.wire.Deviation;
import org.voxpost.msrp.wire.UriPath;

/**
 * Further connections over which the relay next to us brings what the peer sends. RFC 4976 §6.4.2 wants it to use the one that
 * stands, and a relay that does not know that one for ours cannot; RFC 4975 §5.4 forbids a second connection for fear of who has
 * overheard a URI, so that it has to come from where the session's own connection leads. On each of them a core of its own takes messages;
 * nothing of ours is sent there but responses and reports. The list belongs to the lane of the session.
 */
final class Asides {

    /** Connections that one session may have besides its own. */
    private static final int MOST = 2;

    private final SessionHandle session;
    private final NettyEndpoint endpoint;
    private final SessionTerms terms;
    private final UriPath path;
    private List<Aside> open = List.of();

    private record Aside(NettyConnection connection, SessionCore core) {}

    /** @param path of the session here */
    Asides(SessionHandle session, NettyEndpoint endpoint, SessionTerms terms, UriPath path) {
        this.session = session;
        this.endpoint = endpoint;
        this.terms = terms;
        this.path = path;
    }

    /** Takes a connection that comes from where {@code standing} leads; false when it does not, or there is no room for it. */
    boolean take(NettyConnection by, NettyConnection standing) {
        if (open.size() == MOST || by.address() == null || !by.address().equals(standing.address())) {
            return false;
        }
        SessionCore core = endpoint.newSession(session.id(), path, terms, events(by));
        core.aside();
        open = open.isEmpty() ? new ArrayList<>(1) : open;
        open.add(new Aside(by, core));
        by.reserve();
        by.execute(then -> by.adopt(core, then));
        endpoint.counters().deviation(Deviation.SECOND_CONNECTION_OF_A_RELAY);
        return true;
    }

    /** What such a core tells: messages go to the application, everything else concerns the connection alone. */
    private SessionEvents events(NettyConnection by) {
        return new SessionEvents() {
            @Override
            public Reception incoming(IncomingMessage message) {
                return session.incoming(message);
            }

            @Override
            public void ended(SessionEnd end) {
                by.release();
                session.execute(_ -> open.removeIf(aside -> aside.connection() == by));
            }
        };
    }

    /** Does something to every core, on its lane. */
    private void each(ObjLongConsumer<SessionCore> step) {
        List.copyOf(open).forEach(aside -> aside.connection().execute(now -> step.accept(aside.core(), now)));
    }

    void failed(String messageId, int status, String comment) {
        each((core, now) -> core.failed(messageId, status, comment, now));
    }

    /** Completes when nothing comes over any of them any more. */
    CompletableFuture<Void> quiet() {
        return CompletableFuture.allOf(List.copyOf(open).stream()
                .map(aside -> {
                    CompletableFuture<Void> quiet = new CompletableFuture<>();
                    ConnectionPort.Step ask = now -> aside.core().whenQuiet(() -> quiet.complete(null), now);
                    aside.connection().execute(ask);
                    return quiet;
                })
                .toArray(CompletableFuture[]::new));
    }

    void end(SessionEnd end) {
        each((core, now) -> core.end(end, now));
    }
}

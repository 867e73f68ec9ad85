package org.voxpost.msrp;

import java.io.IOException;
import java.util.concurrent.CompletionStage;
import org.voxpost.msrp.netty.NettyEndpoint;
import org.voxpost.sdp.MediaDescription;

/**
 * One MSRP listener with its connections and sessions. Every method may be called from any thread and returns without
 * waiting for the network.
 *
 * <p>Callbacks ({@link SessionEvents}, {@link SendEvents}, {@link MessageSink}) run on the event loop that owns the session's
 * connection. They must not block: work that waits hands over to another thread and answers by message.
 */
public interface MsrpEndpoint extends AutoCloseable {

    /**
     * Binds the listeners and starts the event loops.
     *
     * @throws IOException when an address cannot be bound or a certificate cannot be used; nothing is left open then
     */
    static MsrpEndpoint open(MsrpConfiguration configuration) throws IOException {
        return NettyEndpoint.open(configuration);
    }

    /**
     * Makes a session in which we are the offerer. Its {@link MsrpSession#localDescription()} is the offer to send.
     *
     * @throws IllegalArgumentException when the policy wants TLS of a context that the endpoint does not have,
     *     or the policy has a relay, which needs {@link #offerAsync}
     */
    MsrpSession offer(SessionTerms terms, SessionEvents events);

    /**
     * Makes a session out of the offer of the other side. Its {@link MsrpSession#localDescription()} is the answer to send;
     * {@link MsrpSession#start()} follows when that answer is on its way.
     *
     * @param offer with the c-line that counts for it ({@code SessionDescription.complete})
     * @throws NegotiationRefused when no session can come of the offer; the stream is then declined with port 0 or 488
     * @throws IllegalArgumentException when the policy has a relay, which needs {@link #answerAsync}
     */
    MsrpSession answer(MediaDescription offer, SessionTerms terms, SessionEvents events) throws NegotiationRefused;

    /**
     * The same as {@link #offer}, through the relay of the policy, if there is one: AUTH comes first (RFC 4976 §5.1), and the offer
     * shows the path through it. Fails with {@link RelayRefused} when the relay does not serve us in time ({@link
     * MsrpTimeouts#establish()}). The stage completes on an event loop, or at once where there is no relay.
     *
     * @throws IllegalArgumentException when the policy wants TLS and the relay is plain, or the endpoint lacks the TLS context
     */
    CompletionStage<MsrpSession> offerAsync(SessionTerms terms, SessionEvents events);

    /**
     * The same as {@link #answer}, through the relay of the policy, if there is one. Fails with {@link NegotiationRefused} or {@link
     * RelayRefused}; the call is then refused.
     */
    CompletionStage<MsrpSession> answerAsync(MediaDescription offer, SessionTerms terms, SessionEvents events);

    /**
     * Looks up the names in the c-line and the path of a description, so that {@link AddressPolicy.Target#CEMA} can compare them
     * (RFC 6714 §4.4). Needed before {@link #answer} and {@link MsrpSession#answered} only for a peer with that policy that uses
     * names.
     *
     * @return completes normally, on any thread, with the description; its c-line shows the host of the path where both are
     *     the same place
     */
    CompletionStage<MediaDescription> located(MediaDescription theirs);

    /** The port that the listener is bound to, which differs from the configured one when that was 0. */
    int port();

    /**
     * The port that the listener of a {@link TlsContext} is bound to.
     *
     * @throws IllegalArgumentException when no context has this name
     */
    int tlsPort(String context);

    /** Figures of this instant. */
    MsrpStatistics statistics();

    /** Ends all sessions with {@link SessionEnd.Cause#ENDPOINT_CLOSED}, closes every connection and waits for the event loops. */
    @Override
    void close();
}

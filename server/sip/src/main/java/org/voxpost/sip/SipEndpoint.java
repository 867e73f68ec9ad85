package org.voxpost.sip;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.voxpost.sip.jain.JainEndpoint;

/** One SIP user agent on UDP, TCP and, where it is configured, TLS: takes calls and makes calls. All methods may be called from any thread. */
public interface SipEndpoint extends AutoCloseable {

    /**
     * Binds the sockets and starts to take calls.
     *
     * @param lanes gives each call its lane
     * @param handler decides about calls that come in
     * @throws IOException when an address cannot be bound, or the certificate cannot be used
     */
    static SipEndpoint open(SipConfiguration configuration, Lanes lanes, CallHandler handler) throws IOException {
        return JainEndpoint.open(configuration, lanes, handler);
    }

    /** The bound UDP port, also where 0 was configured. */
    int udpPort();

    /** The bound TCP port, also where 0 was configured. */
    int tcpPort();

    /** The bound port for TLS, also where 0 was configured; empty without TLS. */
    OptionalInt tlsPort();

    /** Makes a call on a lane of its own. */
    OutgoingCall invite(Invitation invitation, CallEvents events);

    /** Makes a call whose events run on {@code lane}, which must be serial: for a call that is part of something larger. */
    OutgoingCall invite(Invitation invitation, Executor lane, CallEvents events);

    /**
     * Goes on with a call that an earlier process answered and did not end. The peer may have ended it meanwhile: then it answers 481, and
     * the call ends with {@link CallEnd.PeerLost}.
     *
     * @param lane serial
     * @param owner called before this returns: who hears what happens to the call, on the lane
     * @throws SipSyntaxException when the INVITE cannot be read
     */
    ResumedCall resume(SavedCall saved, Executor lane, Function<ResumedCall, ? extends CallEvents> owner);

    /** What happened since the start; cheap enough to be read every second. */
    SipStatistics statistics();

    /**
     * Releases sockets and threads. Calls that still stand end with {@link CallEnd.EndpointClosed} and without a BYE: who
     * wants one hangs up first.
     */
    @Override
    void close();
}

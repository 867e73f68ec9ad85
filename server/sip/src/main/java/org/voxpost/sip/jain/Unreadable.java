package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.CallHandler;

/** Tells the owner of the endpoint what was refused or dropped because it cannot be read. Called by network threads; never throws. */
final class Unreadable {
    private static final Logger LOG = LoggerFactory.getLogger(Unreadable.class);

    private final CallHandler handler;

    Unreadable(CallHandler handler) {
        this.handler = handler;
    }

    void tell(PeerChannel from, byte[] octets, String why) {
        tell(from.name(), octets, why);
    }

    void tell(SIPRequest request, String why) {
        tell(peer(request), ReceivedNotes.taken(request), why);
    }

    private void tell(String peer, byte[] octets, String why) {
        try {
            handler.malformed(peer, ByteBuffer.wrap(octets).asReadOnlyBuffer(), why);
        } catch (RuntimeException | Error bug) {
            LOG.error("The handler of calls failed on a malformed message from {}.", peer, bug);
        }
    }

    /** The transport address that a request came from, as {@code 192.0.2.1:5060/UDP}. */
    static String peer(SIPRequest request) {
        return request.getPeerPacketSourceAddress().getHostAddress()
                + ':'
                + request.getPeerPacketSourcePort()
                + '/'
                + ReceivedNotes.channel(request)
                        .map(PeerChannel::getTransport)
                        .orElse(request.getTopmostVia().getTransport())
                        .toUpperCase(Locale.ROOT);
    }
}

package org.voxpost.sip.jain;

import gov.nist.javax.sip.header.RecordRoute;
import gov.nist.javax.sip.message.SIPRequest;

/**
 * What a dialog is on.
 *
 * @param transport as in {@link Transports}
 * @param secure each hop has to be TLS, which our Contact says as well (RFC 3261 §12.1.1)
 */
record Way(String transport, boolean secure) {

    /**
     * That of an INVITE which came to us, also of one from an earlier process, of which no more is known than its Via. One to a {@code sips:}
     * URI that came in the clear is the fault of who sent it so: nobody is told that it was safe.
     */
    static Way of(SIPRequest invite) {
        String transport = ReceivedNotes.channel(invite)
                .map(PeerChannel::getTransport)
                .orElseGet(() -> named(invite.getTopmostVia().getTransport()));
        return new Way(transport, transport.equals(Transports.TLS) && asksForSafety(invite));
    }

    private static String named(String transport) {
        if (transport.equalsIgnoreCase(Transports.TLS)) {
            return Transports.TLS;
        }
        return transport.equalsIgnoreCase(Transports.TCP) ? Transports.TCP : Transports.UDP;
    }

    private static boolean asksForSafety(SIPRequest invite) {
        if (Uris.secure(invite.getRequestURI())) {
            return true;
        }
        if (invite.getRecordRouteHeaders() != null
                && invite.getRecordRouteHeaders().getFirst() instanceof RecordRoute nearest) {
            return Uris.secure(nearest.getAddress().getURI());
        }
        return invite.getContactHeader() != null
                && Uris.secure(invite.getContactHeader().getAddress().getURI());
    }
}

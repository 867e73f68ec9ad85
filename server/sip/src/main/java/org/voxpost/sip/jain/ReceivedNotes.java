package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the parser found out about a message beyond its headers; travels with the message. */
final class ReceivedNotes {
    /** Why the request must be answered 400; null when it is good. */
    @Nullable
    String bad;

    /** The request line names another version than SIP/2.0. */
    boolean otherVersion;

    int seen;

    /** Content-Length as it was written; -1 when there is none. */
    int declaredLength = -1;

    /** The message as it came, where somebody may ask for that; null otherwise. */
    byte @Nullable [] octets;

    /** Says that somebody may ask for the octets: of an INVITE or UPDATE, and of what may be refused as malformed. */
    static void keep(SIPRequest request, byte[] octets) {
        if (request.getApplicationData() instanceof ReceivedNotes notes
                && (request.getMethod().equals("INVITE")
                        || request.getMethod().equals("UPDATE")
                        || notes.bad != null
                        || request.getFrom().getTag() == null)) {
            notes.octets = octets;
        }
    }

    /** What a request came over; empty for one that was read from elsewhere than a socket. */
    static Optional<PeerChannel> channel(SIPRequest request) {
        return Optional.ofNullable(request.getMessageChannel())
                .filter(PeerChannel.class::isInstance)
                .map(PeerChannel.class::cast);
    }

    /** The request as it came, or, where that was not kept, as it would be written. The request lets go of it. */
    static byte[] taken(SIPRequest request) {
        if (request.getApplicationData() instanceof ReceivedNotes notes && notes.octets != null) {
            byte[] octets = notes.octets;
            notes.octets = null;
            return octets;
        }
        return request.encodeAsBytes(request.getTopmostVia().getTransport());
    }
}

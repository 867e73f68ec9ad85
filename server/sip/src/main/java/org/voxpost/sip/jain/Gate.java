package org.voxpost.sip.jain;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import javax.sip.SipStack;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.voxpost.sip.SipDeviation;
import org.voxpost.sip.SipUri;

/**
 * Sees every message before the stack looks for a transaction, and keeps those that have none (RFC 3261 §13.2.2.4,
 * §13.3.1.4): the ACK of a 2xx, a 2xx that came again, an INVITE that came again after its 2xx. Called by network threads.
 */
final class Gate implements SIPMessageValve {
    private final Core core;

    Gate(Core core) {
        this.core = core;
    }

    @Override
    public boolean processRequest(SIPRequest request, MessageChannel channel) {
        return switch (request.getMethod()) {
            case "ACK" -> !acknowledges(request);
            case "INVITE" -> {
                contact(request);
                yield !repeatsAnswered(request) && !answered(request, channel);
            }
            default -> !answered(request, channel);
        };
    }

    /** The request has its final response, which is sent again where there is one to send. */
    private boolean answered(SIPRequest request, MessageChannel channel) {
        Via via = request.getTopmostVia();
        byte[] response =
                via.getBranch() == null ? null : core.answered.find(Core.id(via.getBranch(), request.getMethod()));
        if (response == null) {
            return false;
        }
        if (response.length > 0 && channel instanceof PeerChannel peer) {
            peer.respond(response, via);
        }
        return true;
    }

    @Override
    public boolean processResponse(Response message, MessageChannel channel) {
        if (!(message instanceof SIPResponse response) || !successOfInvite(response)) {
            return true;
        }
        Leg leg = core.calls.find(response.getCallId().getCallId(), response.getFromTag());
        if (leg == null || leg.acknowledgedInvite() != response.getCSeq().getSeqNumber()) {
            return true;
        }
        Core.run(leg.lane, () -> {
            switch (leg) {
                case OutgoingLeg outgoing -> outgoing.strayed(response);
                case IncomingLeg _, ResumedLeg _ -> leg.acknowledgeAgain();
            }
        });
        return false;
    }

    private static boolean successOfInvite(SIPResponse response) {
        return response.getStatusCode() / 100 == 2
                && response.getCSeq().getMethod().equals("INVITE")
                && response.getFromTag() != null;
    }

    @Override
    public void init(SipStack stack) {}

    @Override
    public void destroy() {}

    /** The ACK of a refusal has a transaction, that of a 2xx has a call. */
    private boolean acknowledges(SIPRequest ack) {
        String tag = ack.getTo().getTag();
        Leg leg = tag == null ? null : core.calls.find(ack.getCallId().getCallId(), tag);
        if (leg == null || leg.succeededInvite() != ack.getCSeq().getSeqNumber()) {
            return false;
        }
        Core.run(leg.lane, () -> leg.acknowledged(ack));
        return true;
    }

    private boolean repeatsAnswered(SIPRequest invite) {
        String tag = invite.getTo().getTag();
        @Nullable
        Leg leg = tag == null
                ? core.calls.invited(IncomingLeg.key(invite))
                : core.calls.find(invite.getCallId().getCallId(), tag);
        if (leg == null
                || leg.succeededInvite() != invite.getCSeq().getSeqNumber()
                || (leg instanceof IncomingLeg incoming && tag == null && !incoming.repeats(invite))) {
            return false;
        }
        Core.run(leg.lane, leg::repeatAnswer);
        return true;
    }

    /** Without a Contact the caller is reached where the INVITE came from. */
    private void contact(SIPRequest invite) {
        if (invite.getContactHeader() == null) {
            core.counters.tolerated(SipDeviation.NO_CONTACT);
            String host = invite.getPeerPacketSourceAddress().getHostAddress();
            AddressImpl address = Uris.address(
                    SipUri.of("", host.indexOf(':') >= 0 ? "[" + host + "]" : host, invite.getPeerPacketSourcePort()));
            Contact contact = new Contact();
            contact.setAddress(address);
            invite.setHeader(contact);
        }
    }
}

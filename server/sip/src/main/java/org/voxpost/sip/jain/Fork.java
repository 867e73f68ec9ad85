package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.function.Supplier;
import javax.sip.SipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.SipSyntaxException;

/** A dialog that an INVITE of ours made and that nobody wants: acknowledged, and ended at once (RFC 3261 §13.2.2.4). */
final class Fork {
    private static final Logger LOG = LoggerFactory.getLogger(Fork.class);

    private final Leg leg;
    private final Dialog dialog;
    private final Credited credited;

    private Fork(Leg leg, Dialog dialog, Credited credited) {
        this.leg = leg;
        this.dialog = dialog;
        this.credited = credited;
    }

    /** Hangs up what {@code success} made of an INVITE of ours. */
    static void hangUp(Leg leg, Supplier<Dialog> dialog, SIPResponse success, Credited credited) {
        try {
            new Fork(leg, dialog.get(), credited).hangUp(success.getCSeq().getSeqNumber());
        } catch (SipSyntaxException unusable) {
            LOG.debug("Call {}: a 200 from another fork has no usable Contact.", leg.callId());
        }
    }

    private void hangUp(long inviteSequence) {
        leg.hops.find(dialog, hop -> {
            if (hop != null) {
                try {
                    SIPRequest ack = request("ACK", inviteSequence, hop);
                    credited.write(ack);
                    leg.core.sender.sendAck(ack, hop);
                    SIPRequest bye = request("BYE", dialog.nextSequence(), hop);
                    leg.core.sender.send(bye, hop, leg.lane, Sender.Answers.UNHEARD);
                } catch (SipException unsent) {
                    LOG.debug("Call {}: a fork was not hung up: {}", leg.callId(), unsent.getMessage());
                }
            }
        });
    }

    private SIPRequest request(String method, long sequence, Target hop) {
        SIPRequest request = dialog.request(method);
        request.setHeader(leg.core.local.via(hop.getTransport()));
        leg.core.messages.finish(request, sequence, method);
        return request;
    }
}

package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.concurrent.Executor;
import javax.sip.SipException;
import javax.sip.address.Hop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A dialog that an INVITE of ours made besides the one we keep: acknowledged, and ended at once. */
final class Fork {
    private static final Logger LOG = LoggerFactory.getLogger(Fork.class);

    private final Core core;
    private final Executor lane;
    private final Dialog dialog;
    private final Leg leg;

    Fork(Core core, Executor lane, Dialog dialog, Leg leg) {
        this.core = core;
        this.lane = lane;
        this.dialog = dialog;
        this.leg = leg;
    }

    void hangUp(long inviteSequence, Credited credited) {
        leg.hops.find(dialog.next(), dialog.nextTransport(), hop -> {
            if (hop != null) {
                try {
                    SIPRequest ack = request("ACK", inviteSequence, hop);
                    credited.write(ack);
                    core.sender.sendAck(ack, hop);
                    core.sender.send(request("BYE", dialog.nextSequence(), hop), hop, lane, new Sender.Answers() {
                        @Override
                        public void response(SIPResponse response) {}

                        @Override
                        public void failed(Sender.Failure failure) {}
                    });
                } catch (SipException unsent) {
                    LOG.debug("Call {}: a fork was not hung up: {}", leg.callId(), unsent.getMessage());
                }
            }
        });
    }

    private SIPRequest request(String method, long sequence, Hop hop) {
        SIPRequest request = dialog.request(method);
        request.setHeader(core.local.via(hop.getTransport()));
        core.messages.finish(request, sequence, method);
        return request;
    }
}

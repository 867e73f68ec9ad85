package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.CallEnd;

/** The end of a dialog (RFC 3261 §15). */
final class Bye {
    private static final Logger LOG = LoggerFactory.getLogger(Bye.class);

    private Bye() {}

    static void received(Leg leg, SIPRequest bye, ServerTransaction transaction) {
        leg.core.respond(transaction, bye, 200, "", leg.localTag());
        leg.end(new CallEnd.RemoteBye(Messages.first(bye, "Reason")));
    }

    /** True for a BYE that crosses ours: the dialog is known until ours is answered (RFC 3261 §15.1). */
    static boolean crossing(Core core, SIPRequest request) {
        String from = request.getFrom().getTag();
        return request.getMethod().equals("BYE")
                && core.calls.ending(
                        request.getCallId().getCallId(), request.getTo().getTag(), from == null ? "" : from);
    }

    /** Sends a BYE that nobody waits for; a challenge is answered all the same. */
    static void send(Leg leg, String reason) {
        if (leg.hasDialog()) {
            attempt(leg, reason, new Credited(leg.core.digest, leg.core.configuration.challenges()));
        }
    }

    private static void attempt(Leg leg, String reason, Credited credited) {
        Dialog dialog = leg.dialog();
        leg.hops.find(dialog, hop -> {
            if (hop != null) {
                send(leg, reason, credited, hop);
            }
        });
    }

    private static void send(Leg leg, String reason, Credited credited, Target hop) {
        SIPRequest bye = leg.request("BYE", leg.dialog().nextSequence(), hop);
        if (!reason.isEmpty()) {
            Messages.set(bye, "Reason", reason);
        }
        credited.write(bye);
        CallTable calls = leg.core.calls;
        calls.ending(leg, leg.dialog().remoteTag());
        try {
            leg.core.sender.send(bye, hop, leg.lane, new Sender.Answers() {
                @Override
                public void response(SIPResponse response) {
                    int status = response.getStatusCode();
                    if ((status == 401 || status == 407) && credited.accept(bye, response)) {
                        attempt(leg, reason, credited);
                    } else if (status >= 200) {
                        calls.ended(leg);
                    }
                }

                @Override
                public void failed(Sender.Failure failure) {
                    calls.ended(leg);
                    LOG.debug("Call {}: the BYE had no answer.", leg.callId());
                }
            });
        } catch (SipException unsent) {
            calls.ended(leg);
            LOG.debug("Call {}: the BYE was not sent: {}", leg.callId(), unsent.getMessage());
        }
    }
}

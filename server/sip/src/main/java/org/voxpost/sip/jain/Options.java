package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import javax.sip.ServerTransaction;
import org.voxpost.sip.OptionsAnswer;

/** OPTIONS, in a dialog and outside (RFC 3261 §11.2). */
final class Options {
    private Options() {}

    static void answer(Core core, SIPRequest request, ServerTransaction transaction) {
        SIPResponse response = switch (core.handler.options()) {
            case OptionsAnswer.Accepting accepting -> accepting(core, request);
            case OptionsAnswer.Unavailable(Duration retryAfter) -> unavailable(core, request, retryAfter);
        };
        Messages.allow(response);
        core.respond(transaction, response);
    }

    private static SIPResponse accepting(Core core, SIPRequest request) {
        SIPResponse response = core.messages.response(request, 200, "", core.ids.tag());
        Messages.set(response, "Accept", "application/sdp, application/msml+xml, application/xml");
        Messages.set(response, "Accept-Encoding", "identity");
        Messages.set(response, "Supported", "timer");
        return response;
    }

    private static SIPResponse unavailable(Core core, SIPRequest request, Duration retryAfter) {
        SIPResponse response = core.messages.response(request, 503, "", core.ids.tag());
        Messages.set(response, "Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        return response;
    }
}

package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.ListIterator;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.address.Router;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/** Sends each request where its {@link Hop} says, which travels with the request. Made by the stack, by name. */
public final class PreparedRouter implements Router {

    public PreparedRouter(SipStack stack, @Nullable String outboundProxy) {}

    @Override
    public Hop getNextHop(Request request) throws SipException {
        if (request instanceof SIPRequest sip && sip.getApplicationData() instanceof Hop hop) {
            return hop;
        }
        throw new SipException("a request without a next hop");
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // deprecated by the interface, not by us
    public ListIterator<?> getNextHops(Request request) {
        return List.of().listIterator();
    }

    @Override
    @SuppressWarnings("NullAway") // the interface has no word for "none"
    public Hop getOutboundProxy() {
        return null;
    }
}

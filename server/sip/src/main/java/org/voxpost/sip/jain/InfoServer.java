package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.sip.ServerTransaction;
import org.voxpost.sip.Body;
import org.voxpost.sip.InfoExchange;
import org.voxpost.sip.SipHeaders;

/** INFO requests that come in on one call (RFC 6086). */
final class InfoServer {
    /** INFOs of one call that wait for an answer; one more is told to come later. */
    private static final int MOST_PENDING = 100;

    private final Leg leg;
    private final Set<Exchange> pending = new LinkedHashSet<>();

    InfoServer(Leg leg) {
        this.leg = leg;
    }

    void received(SIPRequest request, ServerTransaction transaction) {
        if (pending.size() >= MOST_PENDING) {
            SIPResponse busy = leg.core.messages.response(request, 503, "", "");
            Messages.set(busy, "Retry-After", "1");
            leg.core.respond(transaction, busy);
            return;
        }
        Exchange exchange = new Exchange(request, transaction);
        pending.add(exchange);
        leg.tell(events -> events.info(exchange));
    }

    /** The call is over: what has no answer yet gets 487 (RFC 3261 §15.1.2). */
    void drop() {
        for (Exchange exchange : Set.copyOf(pending)) {
            exchange.respond(487, "", SipHeaders.none(), Optional.empty());
        }
    }

    private final class Exchange implements InfoExchange {
        private final SIPRequest request;
        private final ServerTransaction transaction;

        Exchange(SIPRequest request, ServerTransaction transaction) {
            this.request = request;
            this.transaction = transaction;
        }

        @Override
        public Optional<Body> body() {
            return Messages.body(request);
        }

        @Override
        public SipHeaders headers() {
            return Messages.headers(request);
        }

        @Override
        public void answer(int status, Body body) {
            later(status, "", SipHeaders.none(), Optional.of(body));
        }

        @Override
        public void accept() {
            later(200, "", SipHeaders.none(), Optional.empty());
        }

        @Override
        public void reject(int status, String reason, SipHeaders headers) {
            later(status, Messages.clean(reason), headers.extra(), Optional.empty());
        }

        private void later(int status, String reason, SipHeaders headers, Optional<Body> body) {
            if (status < 200 || status > 699) {
                throw new IllegalArgumentException("not a final status: " + status);
            }
            Core.run(leg.lane, () -> respond(status, reason, headers, body));
        }

        private void respond(int status, String reason, SipHeaders headers, Optional<Body> body) {
            if (!pending.remove(this)) {
                return;
            }
            SIPResponse response = leg.core.messages.response(request, status, reason, leg.localTag());
            if (status < 300) {
                response.setHeader(leg.core.local.contact(
                        leg.dialog().localUser(), leg.dialog().way()));
            }
            Messages.allow(response);
            Messages.add(response, headers);
            body.ifPresent(content -> Messages.body(response, content));
            leg.core.respond(transaction, response);
        }
    }
}

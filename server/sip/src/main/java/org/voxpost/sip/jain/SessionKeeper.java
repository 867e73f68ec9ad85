package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.Body;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.SipDeviation;

/** Keeps the session of one call alive, or notices that it is not (RFC 4028 §10). */
final class SessionKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(SessionKeeper.class);
    private static final String EXPIRED = "SIP;cause=408;text=\"Session expired\"";

    private final Leg leg;
    private @Nullable Session session;
    private Core.@Nullable Timer timer;
    private boolean updates = true;
    private boolean offers = true;

    SessionKeeper(Leg leg) {
        this.leg = leg;
    }

    /** The peer's Allow says whether it takes UPDATE; a peer without Allow is asked. */
    void peerAllows(SIPMessage message) {
        var allowed = Messages.tokens(message, "Allow");
        updates = allowed.isEmpty() || allowed.contains("update");
    }

    /** The peer takes no offers in mid-call: it is refreshed by UPDATE without a body, or not at all. */
    void withoutOffers() {
        offers = false;
    }

    void agreed(Optional<Session> agreed) {
        stop();
        session = agreed.orElse(null);
        if (session != null) {
            timer = leg.core.after(session.delay(), leg.lane, this::due);
        }
    }

    /** A 2xx to a request of ours that refreshes. */
    void refreshed(SIPResponse response) {
        Optional<Session> said = Session.ofAnswer(response, leg.core.configuration.sessionTimer());
        agreed(said.isPresent() ? said : Optional.ofNullable(session));
    }

    /** Writes what a refresh asks for. */
    void ask(SIPRequest request) {
        if (session != null) {
            session.ask(request);
        }
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void due() {
        Session session = this.session;
        if (session == null || leg.over()) {
            return;
        }
        if (session.weRefresh()) {
            if (!updates && !offers) {
                LOG.info("Call {} is not refreshed: the peer takes neither UPDATE nor offers.", leg.callId());
                return;
            }
            if (!session.peerKnows()) {
                leg.core.counters.tolerated(SipDeviation.REFRESH_WITHOUT_TIMER);
            }
            leg.requests.add(new Refresh(session));
        } else {
            leg.hangUpNow(EXPIRED, new CallEnd.SessionExpired());
        }
    }

    /** UPDATE where the peer has it, else a re-INVITE with the session as it is (RFC 4028 §7.4). */
    private final class Refresh implements RequestQueue.InDialogRequest {
        private final Session asked;
        private final Optional<Body> sdp = leg.offers.session();
        private final boolean update = updates || !offers || sdp.isEmpty();

        Refresh(Session asked) {
            this.asked = asked;
        }

        @Override
        public String method() {
            return update ? "UPDATE" : "INVITE";
        }

        @Override
        public boolean offers() {
            return !update;
        }

        @Override
        public boolean refreshesTarget() {
            return true;
        }

        @Override
        public boolean vital() {
            return asked.peerKnows();
        }

        @Override
        public void fill(SIPRequest request) {
            asked.ask(request);
            if (!update) {
                sdp.ifPresent(body -> Messages.body(request, body));
            }
        }

        @Override
        public void answered(SIPResponse response, SIPRequest sent, Credited credited) {
            int status = response.getStatusCode();
            if (status < 300) {
                if (!update) {
                    leg.acknowledge(sent.getCSeq().getSeqNumber(), credited);
                }
                refreshed(response);
            } else if (status == 422) {
                agreed(Session.ofRefusal(response, leg.core.configuration.sessionTimer(), asked.peerKnows()));
            } else if ((status == 405 || status == 501) && update && asked.peerKnows() && sdp.isPresent()) {
                updates = false;
                if (offers) {
                    leg.requests.add(new Refresh(asked));
                }
            } else if (asked.peerKnows()) {
                agreed(Optional.of(asked));
            }
        }

        @Override
        public void failed(Sender.Failure failure) {}

        @Override
        public void over() {}
    }
}

package org.voxpost.engine.delivery;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.sip.SipUri;

/**
 * How deliveries are made.
 *
 * @param answerDeadline from the INVITE to its final answer
 * @param tailGrace how long responses that are on their way still count once the delivery server has hung up
 * @param jobHeader the SIP header that carries the job id, the same on every attempt; empty for none
 * @param routes the route of our INVITEs; empty means the outbound proxy, if any
 * @param sourceDeadline how long opening a source may take, an HTTP transfer included
 * @param fallbackType the media type of content of which nobody says what it is
 * @param address what our session descriptions say we are reached at; the path of the MSRP offer decides
 * @param policies how each peer is treated, by the URI of the answerer
 */
public record DeliveryTerms(
        Duration answerDeadline,
        Duration tailGrace,
        String jobHeader,
        List<SipUri> routes,
        Duration sourceDeadline,
        String fallbackType,
        String address,
        Function<SipUri, PeerPolicy> policies) {

    public DeliveryTerms {
        routes = List.copyOf(routes);
    }
}

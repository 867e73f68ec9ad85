package org.voxpost.sip;

import java.time.Duration;
import java.util.List;

/**
 * A call to make.
 *
 * @param from who calls
 * @param to who is called
 * @param requestUri where the INVITE goes; usually {@code to}
 * @param offer body of the INVITE
 * @param headers extra headers of the INVITE; those that the stack writes itself are refused
 * @param answerDeadline from the INVITE to the final answer, redirects and challenges included; then CANCEL
 * @param routes Route headers ahead of the Request-URI, loose routers; empty means the configured outbound proxy, if any
 */
public record Invitation(
        SipUri from,
        SipUri to,
        SipUri requestUri,
        Body offer,
        SipHeaders headers,
        Duration answerDeadline,
        List<SipUri> routes) {

    public Invitation {
        routes = List.copyOf(routes);
        headers = headers.extra();
        if (answerDeadline.isNegative() || answerDeadline.isZero()) {
            throw new IllegalArgumentException("an answer deadline must be positive");
        }
    }

    /** From, To and Request-URI as RFC 3261 §8.1.1 has them, 60 s for the answer, no extras. */
    public static Invitation of(SipUri from, SipUri to, Body offer) {
        return new Invitation(from, to, to, offer, SipHeaders.none(), Duration.ofMinutes(1), List.of());
    }

    public Invitation withHeaders(SipHeaders headers) {
        return new Invitation(from, to, requestUri, offer, headers, answerDeadline, routes);
    }

    public Invitation withAnswerDeadline(Duration answerDeadline) {
        return new Invitation(from, to, requestUri, offer, headers, answerDeadline, routes);
    }

    public Invitation withRoutes(List<SipUri> routes) {
        return new Invitation(from, to, requestUri, offer, headers, answerDeadline, routes);
    }

    public Invitation withRequestUri(SipUri requestUri) {
        return new Invitation(from, to, requestUri, offer, headers, answerDeadline, routes);
    }
}

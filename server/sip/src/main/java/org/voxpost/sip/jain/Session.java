package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Optional;
import org.voxpost.sip.SessionTimer;

/**
 * A session interval that both sides agreed on (RFC 4028).
 *
 * @param weAnswered we sent the response of the agreement, so we are its uas
 * @param weRefresh we are the refresher
 * @param peerKnows the peer understands session timers
 */
record Session(Duration interval, boolean weAnswered, boolean weRefresh, boolean peerKnows) {

    /**
     * RFC 4028 §9: what our 2xx to a request says.
     *
     * @return empty when there is no timer
     */
    static Optional<Session> ofRequest(SIPRequest request, SessionTimer policy) {
        boolean knows = Messages.tokens(request, "Supported").contains("timer");
        Optional<Expires> asked = Expires.of(request);
        if (asked.isEmpty()) {
            return knows || policy.always()
                    ? Optional.of(new Session(policy.expires(), true, true, knows))
                    : Optional.empty();
        }
        Duration least = minimum(request).orElse(policy.minimum());
        Duration interval = asked.get().interval();
        if (interval.compareTo(policy.expires()) > 0) {
            interval = policy.expires().compareTo(least) < 0 ? least : policy.expires();
        }
        interval = longer(interval, policy.minimum());
        boolean theyRefresh = knows && asked.get().refresher().equals("uac");
        return Optional.of(new Session(interval, true, !theyRefresh, knows));
    }

    /** RFC 4028 §9: an interval below our minimum is answered 422, if the peer can make something of it. */
    static boolean tooSmall(SIPRequest request, SessionTimer policy) {
        return Messages.tokens(request, "Supported").contains("timer")
                && Expires.of(request)
                        .filter(asked -> asked.interval().compareTo(policy.minimum()) < 0)
                        .isPresent();
    }

    /**
     * RFC 4028 §7.2: what the 2xx to a request of ours says; empty when the peer wants no timer. It cannot go below our minimum:
     * an interval of 0 would have us refresh without a pause.
     */
    static Optional<Session> ofAnswer(SIPResponse response, SessionTimer policy) {
        boolean knows = Messages.tokens(response, "Require").contains("timer")
                || Messages.tokens(response, "Supported").contains("timer");
        return Expires.of(response)
                .map(said -> new Session(
                        longer(said.interval(), policy.minimum()),
                        false,
                        !said.refresher().equals("uas"),
                        knows || said.refresher().equals("uas")));
    }

    /** What a refresh that was answered 422 asks for next; empty when the answer does not say. */
    static Optional<Session> ofRefusal(SIPResponse response, SessionTimer policy, boolean peerKnows) {
        return minimum(response).map(least -> new Session(longer(least, policy.minimum()), false, true, peerKnows));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** Min-SE of a request, or of a 422. */
    static Optional<Duration> minimum(SIPMessage message) {
        return Messages.first(message, "Min-SE").flatMap(Expires::seconds);
    }

    /** Writes the agreement into our 2xx. */
    void write(SIPResponse response) {
        Messages.set(response, "Session-Expires", interval.toSeconds() + ";refresher=" + (weRefresh ? "uas" : "uac"));
        if (!weRefresh) {
            Messages.set(response, "Require", "timer");
        }
    }

    /** Asks for the same again, in a refresh of ours. */
    void ask(SIPRequest request) {
        Messages.set(request, "Session-Expires", interval.toSeconds() + ";refresher=uac");
    }

    /** When to refresh, or when to give up waiting for a refresh (RFC 4028 §10). */
    Duration delay() {
        Duration third = interval.dividedBy(3);
        Duration margin = third.compareTo(Duration.ofSeconds(32)) < 0 ? third : Duration.ofSeconds(32);
        return weRefresh ? interval.dividedBy(2) : interval.minus(margin);
    }

    private record Expires(Duration interval, String refresher) {

        static Optional<Expires> of(SIPMessage message) {
            return Messages.first(message, "Session-Expires").flatMap(value -> {
                String[] parts = value.split(";", -1);
                String refresher = "";
                for (String part : parts) {
                    String[] pair = part.split("=", 2);
                    if (pair.length == 2 && pair[0].strip().equalsIgnoreCase("refresher")) {
                        refresher = pair[1].strip().toLowerCase(java.util.Locale.ROOT);
                    }
                }
                String who = refresher;
                return seconds(parts[0]).map(interval -> new Expires(interval, who));
            });
        }

        static Optional<Duration> seconds(String value) {
            String digits = value.split(";", 2)[0].strip();
            return digits.length() <= 9 && !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? Optional.of(Duration.ofSeconds(Long.parseLong(digits)))
                    : Optional.empty();
        }
    }
}

package org.voxpost.cpim;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * That somebody writes, or does not any more (RFC 3994).
 *
 * @param lastActive when something was typed last, by the writer's clock
 * @param contentType of what is written, as {@code text} or {@code text/html}
 * @param refresh after which {@link State#ACTIVE} is said again, in whole seconds; when it is not, the writer is idle. Without it, after
 *     {@link #DEFAULT_REFRESH}
 */
public record IsComposing(
        State state, Optional<OffsetDateTime> lastActive, Optional<String> contentType, Optional<Duration> refresh) {
    public static final String MEDIA_TYPE = "application/im-iscomposing+xml";

    /** RFC 3994 §3.3. */
    public static final Duration DEFAULT_REFRESH = Duration.ofMinutes(2);

    /** RFC 3994 §3.2: the shortest that is sent. */
    public static final Duration SHORTEST_REFRESH = Duration.ofMinutes(1);

    private static final String NAMESPACE = "urn:ietf:params:xml:ns:im-iscomposing";
    private static final int DIGITS = 9;

    public enum State {
        ACTIVE,
        IDLE
    }

    public static IsComposing active(String contentType, Duration refresh) {
        return new IsComposing(State.ACTIVE, Optional.empty(), Optional.of(contentType), Optional.of(refresh));
    }

    public static IsComposing idle() {
        return new IsComposing(State.IDLE, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * A state of another name is idle (RFC 3994 §3.5); a date or interval that cannot be read is none. Intervals of any length are taken.
     *
     * @throws CpimException when it is no well-formed document of this kind, has no state, or has a DOCTYPE
     */
    public static IsComposing read(byte[] octets) throws CpimException {
        Xml.Element root = Xml.read(octets, NAMESPACE, "isComposing", "that says who composes");
        String state = root.text("state")
                .orElseThrow(() -> new CpimException("A document that says who composes has no state."));
        return new IsComposing(
                state.equals("active") ? State.ACTIVE : State.IDLE,
                root.text("lastactive").flatMap(Times::read),
                root.text("contenttype"),
                root.text("refresh").flatMap(IsComposing::seconds));
    }

    /** As it goes over the wire; a refresh below {@link #SHORTEST_REFRESH} is raised to that. */
    public byte[] encode() {
        return Xml.write(NAMESPACE, "isComposing", writer -> {
            Xml.element(
                    writer,
                    "state",
                    switch (state) {
                        case ACTIVE -> "active";
                        case IDLE -> "idle";
                    });
            if (lastActive.isPresent()) {
                Xml.element(writer, "lastactive", Times.write(lastActive.get()));
            }
            if (contentType.isPresent()) {
                Xml.element(writer, "contenttype", contentType.get());
            }
            if (refresh.isPresent()) {
                long seconds = Math.max(refresh.get().toSeconds(), SHORTEST_REFRESH.toSeconds());
                Xml.element(writer, "refresh", Long.toString(seconds));
            }
        });
    }

    private static Optional<Duration> seconds(String digits) {
        boolean number = digits.length() <= DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number
                ? Optional.of(Duration.ofSeconds(Long.parseLong(digits))).filter(Duration::isPositive)
                : Optional.empty();
    }
}

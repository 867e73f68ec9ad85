package org.voxpost.sdp;

import java.util.List;
import java.util.Optional;

/**
 * The attribute a=chatroom (RFC 7701 §8): what a side of a chat room does, and its policy allows. A declaration, not negotiated.
 *
 * @param tokens such as {@code nickname} and {@code private-messages}; none means plain messages
 */
public record Chatroom(List<String> tokens) {

    /** Names of participants may be asked for (RFC 7701 §7). */
    public static final String NICKNAME = "nickname";

    public Chatroom {
        tokens = List.copyOf(tokens);
        tokens.forEach(Text::word);
    }

    public static Chatroom of(String... tokens) {
        return new Chatroom(List.of(tokens));
    }

    /** What a media says of it; empty when it is none of a chat room. */
    public static Optional<Chatroom> in(MediaDescription media) {
        return media.attribute("chatroom")
                .map(attribute -> new Chatroom(List.of(attribute.text().split("[ \t]+")).stream()
                        .filter(token -> !token.isEmpty() && Text.isWord(token))
                        .toList()));
    }

    /** Whether names may be asked for. */
    public boolean nicknames() {
        return tokens.stream().anyMatch(NICKNAME::equalsIgnoreCase);
    }

    public Attribute attribute() {
        return tokens.isEmpty() ? Attribute.flag("chatroom") : Attribute.of("chatroom", String.join(" ", tokens));
    }
}

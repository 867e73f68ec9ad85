package org.voxpost.msrp;

import java.nio.charset.StandardCharsets;

/**
 * The name by which a participant of a chat room is known to the others (RFC 7701 §7). It is sent as it is written here: comparing names,
 * and what RFC 7700 has done to them before that, is for the chat room.
 *
 * @param text at most {@link #MOST_OCTETS} octets in UTF-8, of characters that RFC 7700 §2 lets a nickname have; empty gives back the
 *     name that was had (RFC 7701 §7.3)
 */
public record Nickname(String text) {

    /** Octets that a nickname may have (RFC 7701 §7.1). */
    public static final int MOST_OCTETS = 1_023;

    /** Gives back the name that was had (RFC 7701 §7.3). */
    public static final Nickname NONE = new Nickname("");

    /** @throws IllegalArgumentException when the text is too long, of nothing but blanks, or has a character that no nickname may have */
    public Nickname {
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_OCTETS) {
            throw new IllegalArgumentException("a nickname of more than " + MOST_OCTETS + " octets");
        }
        if (!text.codePoints().allMatch(Nickname::allowed)) {
            throw new IllegalArgumentException("a nickname with a character that is for no eye, or of no meaning");
        }
        if (!text.isEmpty() && text.codePoints().allMatch(Character::isSpaceChar)) {
            throw new IllegalArgumentException("a nickname of nothing but blanks");
        }
    }

    /** What the FreeformClass of PRECIS has; joiners, which it has in some scripts, are left out. */
    private static boolean allowed(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}

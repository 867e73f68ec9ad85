package org.voxpost.msrp;

/** What came of asking for a {@link Nickname} (RFC 7701 §7.1). Whatever it is but {@link Given}, the name that was had before stays. */
public sealed interface NicknameOutcome {

    /** The name is ours, as long as the session lives; or the one that was had is given back. */
    record Given() implements NicknameOutcome {}

    /**
     * The peer does not give it: 424 for a name that it cannot read, 425 for one that is reserved or in use, 403 where it gives none at
     * all, 501 where it knows no nicknames.
     *
     * @param comment the peer's text with control characters taken out, often empty
     */
    record Refused(int status, String comment) implements NicknameOutcome {}

    /** There was no response within {@link MsrpTimeouts#transaction()}. */
    record TimedOut() implements NicknameOutcome {}

    /** There was no established session to ask on, or it ended or moved to another connection before the response. */
    record ConnectionLost(String reason) implements NicknameOutcome {}
}

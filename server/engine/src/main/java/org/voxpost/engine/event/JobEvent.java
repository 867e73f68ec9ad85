package org.voxpost.engine.event;

/** The steps of one attempt, as a person would tell them. */
public sealed interface JobEvent extends ServerEvent {

    String job();

    /**
     * The source is open and its size and hash are known.
     *
     * @param sha256 in lower-case hex
     */
    record SourceReady(String job, String source, long octets, String sha256) implements JobEvent {}

    record Invited(String job, String callId, String answerer) implements JobEvent {}

    record Connected(String job, String callId) implements JobEvent {}

    /** Through relays it is the first of them that took the octets, while {@link Delivered} is the word of the far end. */
    record Acknowledged(String job, long octets, long total) implements JobEvent {}

    /** Every octet was acknowledged. */
    record Delivered(String job, String callId, long octets) implements JobEvent {}

    record SourceDeleted(String job, String source) implements JobEvent {}

    /** The source should have been deleted and could not be; the delivery stands. */
    record SourceKept(String job, String source, String why) implements JobEvent {}

    /** @param willHelp whether trying again may help */
    record AttemptFailed(String job, int status, String reason, boolean willHelp) implements JobEvent {}
}

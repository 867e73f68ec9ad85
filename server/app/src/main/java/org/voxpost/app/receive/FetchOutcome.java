package org.voxpost.app.receive;

/** How a fetch ended. */
public sealed interface FetchOutcome {
    /** The file is on disk, and is what was asked for. */
    record Fetched(ReceivedMessage message) implements FetchOutcome {}

    /** There is no file; {@code why} is one line. */
    record Failed(String why) implements FetchOutcome {}
}

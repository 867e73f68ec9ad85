package org.voxpost.app.send;

/** How a push ended. */
public sealed interface PushOutcome {
    /** Every byte was acknowledged. */
    record Delivered(long bytes) implements PushOutcome {}

    /** It was not delivered; {@code why} is one line, free of control characters. */
    record Failed(String why) implements PushOutcome {}
}

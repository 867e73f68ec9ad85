package org.voxpost.msrp.wire;

/** What a {@link FrameDecoder} finds next: the head of a frame, a part of its body, or the flag of its end-line. */
public sealed interface Item permits Frame, BodyPart, Continuation {}

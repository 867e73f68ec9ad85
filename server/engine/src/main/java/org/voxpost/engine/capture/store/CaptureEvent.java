package org.voxpost.engine.capture.store;

/**
 * A fact in the one order that every reader sees.
 *
 * @param sequence from 1, over all sessions and all nodes of a store; none can appear later before one that was read
 */
public record CaptureEvent(long sequence, Fact fact) {}

package org.voxpost.engine.journal;

/**
 * What an earlier run of this node left.
 *
 * @param orders that are not closed
 * @param unfinished jobs of those that are to be gone on with
 * @param delivered jobs of those that are only to be finished
 * @param finished jobs of those
 */
public record Found(int orders, int unfinished, int delivered, int finished) {}

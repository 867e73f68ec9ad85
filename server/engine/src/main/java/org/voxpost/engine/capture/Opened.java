package org.voxpost.engine.capture;

/**
 * A session that is on record.
 *
 * @param description ours, for the caller: the answer, or the offer where ours was wanted
 */
public record Opened(String session, String description) {}

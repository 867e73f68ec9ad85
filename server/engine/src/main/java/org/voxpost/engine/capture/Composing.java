package org.voxpost.engine.capture;

import java.time.Instant;

/**
 * Somebody writes, or stopped (RFC 3994). Shown while it is so, and never kept.
 *
 * @param active whether text is being written
 */
public record Composing(String session, String party, boolean active, Instant at) {}

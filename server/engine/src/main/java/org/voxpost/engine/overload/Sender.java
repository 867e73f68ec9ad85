package org.voxpost.engine.overload;

/**
 * Who wants something delivered.
 *
 * @param applicationServer the host of its URI
 */
public record Sender(String applicationServer, Priority priority) {}

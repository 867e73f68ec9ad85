package org.voxpost.engine.capture.store;

import java.time.Instant;

/**
 * Somebody read what was said in a session, or did something to it.
 *
 * @param sequence of the entry; 0 while it is not written
 * @param who by the name of the token
 * @param from the address
 * @param what in words
 * @param session empty where it is about all of them
 */
public record AuditEntry(long sequence, Instant at, String who, String from, String what, String session) {}

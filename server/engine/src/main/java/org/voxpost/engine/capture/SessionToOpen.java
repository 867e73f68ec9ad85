package org.voxpost.engine.capture;

/**
 * A session whose signalling is somebody else's.
 *
 * @param caller who calls; empty where nobody knows
 * @param called what was called
 * @param callId emergency call identifier; empty: one is made
 * @param incidentId empty without one
 * @param sipCallId Call-ID of the caller's dialog; empty where nobody knows
 * @param offer the caller's session description; empty where ours is wanted
 */
public record SessionToOpen(
        String caller, String called, String callId, String incidentId, String sipCallId, String offer) {}

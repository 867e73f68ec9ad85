package org.voxpost.msrp;

/**
 * Figures of TLS since the endpoint was opened.
 *
 * @param handshakes that succeeded, in either role
 * @param failures handshakes that failed, for whatever reason but a wrong certificate
 * @param mismatches sessions whose peer showed another certificate than its description promised, or none that is trusted
 * @param turnedAway connections closed because too many handshakes were under way
 * @param reloads changed certificate files taken over
 */
public record TlsStatistics(long handshakes, long failures, long mismatches, long turnedAway, long reloads) {}

/**
 * What the server takes on, and how much of it at once: limits of transfers that run, the queue of those that wait, priorities (RFC 4412),
 * breakers of destinations that fail, and what clients are told (RFC 3261 §21.5.4, RFC 7339).
 */
@NullMarked
package org.voxpost.engine.overload;

import org.jspecify.annotations.NullMarked;

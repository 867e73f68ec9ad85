package org.voxpost.msrp.session;

import org.jspecify.annotations.Nullable;

/**
 * A SEND whose response is awaited.
 *
 * @param message null for the empty first SEND
 * @param octets of its body
 * @param answered whether a success is answered too, so that the window waits for it (Failure-Report is not partial)
 * @param deadline when the response is overdue
 */
record Transaction(SessionCore session, @Nullable Outgoing message, long octets, boolean answered, long deadline) {}

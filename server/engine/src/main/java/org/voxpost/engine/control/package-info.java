/**
 * The dialogs of application servers: SIP in, MSML requests run in order (RFC 5707 §5), results in the 200 of the INFO,
 * events in INFOs of our own.
 */
@NullMarked
package org.voxpost.engine.control;

import org.jspecify.annotations.NullMarked;

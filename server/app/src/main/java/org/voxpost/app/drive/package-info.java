/**
 * A small application server: calls a media server, sends it an MSML document in an INFO (RFC 5707 §5, RFC 6086) and hears what comes
 * back. The command {@code drive}, the demo, tests and the load harness use it.
 */
@NullMarked
package org.voxpost.app.drive;

import org.jspecify.annotations.NullMarked;

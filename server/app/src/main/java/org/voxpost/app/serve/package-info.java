/** The server as a process: wiring, and the log that its events write. */
@NullMarked
package org.voxpost.app.serve;

import org.jspecify.annotations.NullMarked;

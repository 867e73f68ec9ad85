/**
 * The language MSML (RFC 5707): documents in, results and events out. No sockets, no threads.
 */
@NullMarked
package org.voxpost.msml;

import org.jspecify.annotations.NullMarked;

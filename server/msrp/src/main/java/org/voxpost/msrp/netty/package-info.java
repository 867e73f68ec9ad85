/**
 * Sockets, event loops and the connection pool under the session core (RFC 4975 §5.4).
 */
@NullMarked
package org.voxpost.msrp.netty;

import org.jspecify.annotations.NullMarked;

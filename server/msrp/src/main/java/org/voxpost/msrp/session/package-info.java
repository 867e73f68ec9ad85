/**
 * What happens on a connection and in its sessions, without a socket, a thread or a clock (RFC 4975 §5.4, §7; RFC 6135): octets
 * and instants in, octets and the next timeout out through {@link org.voxpost.msrp.session.ConnectionPort}. All objects of one
 * connection belong to one serial executor. Instants are nanoseconds of a monotonic clock.
 */
@NullMarked
package org.voxpost.msrp.session;

import org.jspecify.annotations.NullMarked;

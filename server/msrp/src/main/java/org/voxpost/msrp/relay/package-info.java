/**
 * A client's dealings with its relay, without I/O: AUTH, digest challenges, the path that a relay gives (RFC 4976 §4, §5.1, §9.1;
 * RFC 7616).
 */
@NullMarked
package org.voxpost.msrp.relay;

import org.jspecify.annotations.NullMarked;

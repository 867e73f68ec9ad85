/** Tests of the MSRP stack over real sockets (RFC 4975, RFC 6135). */
@NullMarked
package org.voxpost.msrp;

import org.jspecify.annotations.NullMarked;

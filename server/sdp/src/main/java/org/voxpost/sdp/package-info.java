/**
 * Session descriptions (RFC 8866) and offer/answer (RFC 3264) as values, with the attributes that MSRP (RFC 4975 §8, RFC
 * 6135), file transfer (RFC 5547 §6) and TLS (RFC 8122) put into them. Nothing here does I/O.
 */
@NullMarked
package org.voxpost.sdp;

import org.jspecify.annotations.NullMarked;

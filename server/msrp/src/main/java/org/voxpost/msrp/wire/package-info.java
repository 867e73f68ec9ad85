/**
 * The codec: octets to frames and back, resumable at every octet and without a body ever held whole (RFC 4975 §6, §7.1, §9,
 * §10). Knows nothing of channels, sessions or time.
 */
@NullMarked
package org.voxpost.msrp.wire;

import org.jspecify.annotations.NullMarked;

/**
 * Session descriptions (RFC 8866) and offer/answer (RFC 3264) as values.
 */
@NullMarked
package org.voxpost.sdp;

import org.jspecify.annotations.NullMarked;

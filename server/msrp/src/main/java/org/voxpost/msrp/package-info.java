/**
 * The public face of the MSRP stack (RFC 4975).
 */
@NullMarked
package org.voxpost.msrp;

import org.jspecify.annotations.NullMarked;

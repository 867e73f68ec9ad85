/** Tests of the codec (RFC 4975 §9, §11). */
@NullMarked
package org.voxpost.msrp.wire;

import org.jspecify.annotations.NullMarked;

/** Tests of the session core in virtual time (RFC 4975 §7). */
@NullMarked
package org.voxpost.msrp.session;

import org.jspecify.annotations.NullMarked;

/**
 * How one object travels: its source is opened, the delivery server invited, the content sent over MSRP and the call
 * ended (RFC 3261, RFC 4975, RFC 5547). Also the way to a local file, for destinations that are no {@code xmsrp:}.
 */
@NullMarked
package org.voxpost.engine.delivery;

import org.jspecify.annotations.NullMarked;

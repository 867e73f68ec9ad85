/** Pushes one file to a delivery server: INVITE with an MSRP offer (RFC 5547 §8.2, RFC 4975 §5), SEND, BYE. */
@NullMarked
package org.voxpost.app.send;

import org.jspecify.annotations.NullMarked;

/**
 * TLS for MSRP: our certificates and their renewal, and who a peer has to be (RFC 4975 §5.4 and §14, RFC 8122).
 */
@NullMarked
package org.voxpost.msrp.tls;

import org.jspecify.annotations.NullMarked;

package org.voxpost.msrp.netty;

import org.voxpost.msrp.session.PeerIdentity;
import org.voxpost.msrp.tls.LiveContext;
import org.voxpost.msrp.tls.TlsIdentity;

/**
 * What sessions have to agree on to share a connection of TLS: the certificate that we show, and whom the peer has to be. Those
 * who differ in either never ride together.
 *
 * @param host of the peer's path, for the server name indication
 */
record TlsRoute(LiveContext context, TlsIdentity identity, PeerIdentity peer, String host) {}

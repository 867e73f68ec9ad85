package org.voxpost.app.command;

import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipSyntaxException;
import org.voxpost.sip.SipUri;
import picocli.CommandLine.Mixin;

/** How the small peers (receive, send, fetch) speak SIP and MSRP: where they listen, over TLS or not, through a relay or not. */
final class PeerOptions {
    @Mixin
    private final Listener listener = new Listener();

    @Mixin
    private final RelayOptions relay = new RelayOptions();

    @Mixin
    private final TlsOptions tls = new TlsOptions();

    String address() {
        return listener.address();
    }

    /** Ourselves, where nothing else is said. */
    SipUri uri() {
        return SipUri.of("voxpost", listener.address(), 0);
    }

    SipConfiguration sip(int port) {
        return listener.sip(port);
    }

    /** @param configured whose network, times and limits count */
    MsrpConfiguration msrp(int port, MsrpConfiguration configured) {
        return relay.over(tls.over(listener.msrp(port)
                .withNetwork(configured.network())
                .withLimits(configured.limits())
                .withTimeouts(configured.timeouts())));
    }

    PeerPolicy over(PeerPolicy usual) {
        return relay.over(usual.withSecurity(tls.security()));
    }

    static SipUri parse(String uri) {
        try {
            return SipUri.parse(uri);
        } catch (SipSyntaxException e) {
            throw new WrongUsage(String.valueOf(e.getMessage()));
        }
    }
}

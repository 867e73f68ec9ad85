package org.voxpost.app.command;

import java.net.InetSocketAddress;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.sip.SipConfiguration;
import picocli.CommandLine.Option;

/** Where the small peers (receive, send, drive) listen; loopback and any free ports unless told otherwise. */
final class Listener {
    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "Local address, also told to the peer. Default: ${DEFAULT-VALUE}.",
            defaultValue = "127.0.0.1")
    private String bind = "127.0.0.1";

    String address() {
        return bind;
    }

    SipConfiguration sip(int port) {
        return SipConfiguration.on(bind, port).withUserAgent("Voxpost");
    }

    MsrpConfiguration msrp(int port) {
        return MsrpConfiguration.on(new InetSocketAddress(bind, port));
    }
}
